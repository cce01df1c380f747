package io.github.rulewarden.daemon;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.fib.ScopeFamily;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.plan.Plan;
import io.github.rulewarden.policy.plan.Refusal;
import io.github.rulewarden.text.RefusalText;
import java.util.List;
import java.util.Optional;

/**
 * Executes plans and records them in the saved state, the budget and the family's state. Each
 * method that executes a plan returns whether to read the rules again immediately: if steps were
 * executed, or if another program interfered. A step that the kernel refused would be refused
 * again, so that is not a reason.
 */
final class PlanRunner {
  private static final long RETRY_NANOS = 1_000_000_000;

  private final RuleTable table;
  private final StateTracker state;
  private final Attribution attribution;
  private final Clock clock;
  private final Deadlines deadlines;
  private Optional<String> impediment;
  private String opponent = "";

  /**
   * A runner that has not executed a plan yet.
   *
   * @param impediment why this process cannot change rules, one sentence; empty if no reason is
   *     known
   * @param deadlines the moment of the next attempt is added here after a failure
   */
  PlanRunner(
      RuleTable table,
      StateTracker state,
      Attribution attribution,
      Clock clock,
      Optional<String> impediment,
      Deadlines deadlines) {
    this.table = table;
    this.state = state;
    this.attribution = attribution;
    this.clock = clock;
    this.impediment = impediment;
    this.deadlines = deadlines;
  }

  /** Why this process cannot change rules, one sentence; empty if no reason is known. */
  Optional<String> impediment() {
    return impediment;
  }

  /** The process that undoes the repairs; empty if it is not known. */
  String opponent() {
    return opponent;
  }

  /** Whether the plan of a family's assessment may be executed now. */
  boolean mayOrder(FamilyState family, Initiator initiator) {
    if (family.plan().isEmpty()) {
      return false;
    }
    return switch (initiator) {
      case OPERATOR -> true;
      // A narrow lookup must not replace a plain lookup that tailscaled will add again soon.
      case POLICY ->
          isRepairing(family) && !family.isLookupReturning(clock.nanos()) && isWithinBudget(family);
    };
  }

  private static boolean isRepairing(FamilyState family) {
    return family.assessment().policy().mode() == Mode.REPAIR;
  }

  /**
   * Whether the budget allows a repair now; else the end of the pause is added to the deadlines.
   */
  boolean isWithinBudget(FamilyState family) {
    boolean isAllowed = family.budget().allows(clock.nanos());
    if (!isAllowed) {
      deadlines.add(family.budget().pausedUntil());
    }
    return isAllowed;
  }

  /** Whether another program undoes the repairs of a family and the pause has not ended. */
  boolean isPaused(FamilyState family) {
    return isRepairing(family)
        && !family.plan().isEmpty()
        && !family.budget().allows(clock.nanos());
  }

  /** Executes a plan; the saved state is updated before and after. */
  Outcome execute(Ladder ladder, Plan plan) {
    state.planned(ladder, plan);
    Outcome outcome = table.execute(plan);
    if (outcome instanceof Outcome.Done) {
      state.executed(plan);
    }
    return outcome;
  }

  /** Executes the plan of a family's assessment. */
  boolean order(FamilyState family, Round round) {
    return run(family, family.plan(), round);
  }

  /** Restores rules that another program deleted. */
  boolean restore(FamilyState family, Plan plan, Round round) {
    if (!plan.verdict().refusals().isEmpty()) {
      Refusal refusal = plan.verdict().refusals().getFirst();
      noteFailure(family, plan, RefusalText.notRestored(refusal), round);
    }
    return !plan.isEmpty() && run(family, plan, round);
  }

  /** Removes rules that are no longer needed; returns whether to read the rules again. */
  boolean cleanUp(ScopeFamily where, Ladder ladder, Plan plan, Round round) {
    if (plan.isEmpty()) {
      return false;
    }
    Outcome outcome = execute(ladder, plan);
    if (!outcome.steps().isEmpty()) {
      round.add(new Event.Withdrawn(where, outcome.steps()));
      return true;
    }
    retrySoon();
    return outcome instanceof Outcome.Overtaken;
  }

  private boolean run(FamilyState family, Plan plan, Round round) {
    List<Footprint> footprints = Footprint.of(family.assessment(), plan);
    Outcome outcome = execute(family.ladder(), plan);
    family.attempted(outcome, round.receivedNanos());
    round.addSteps(outcome.steps());
    return switch (outcome) {
      case Outcome.Done _, Outcome.Overtaken _ -> succeeded(family, outcome, footprints, round);
      case Outcome.Denied(_, String reason) -> {
        impediment = Optional.of(reason);
        yield failed(family, plan, outcome, reason, round);
      }
      case Outcome.Failed(_, String reason) -> failed(family, plan, outcome, reason, round);
    };
  }

  private boolean succeeded(
      FamilyState family, Outcome outcome, List<Footprint> footprints, Round round) {
    if (outcome instanceof Outcome.Done) {
      impediment = Optional.empty();
      spend(family, footprints, round);
      return !outcome.steps().isEmpty();
    }
    // The next attempt starts from the present rules. The executed steps of this one count as
    // undone.
    if (!outcome.steps().isEmpty()) {
      spend(family, footprints, round);
    }
    return true;
  }

  private boolean failed(
      FamilyState family, Plan plan, Outcome outcome, String reason, Round round) {
    noteFailure(family, plan, reason, round);
    retrySoon();
    return !outcome.steps().isEmpty();
  }

  /** Reports a reason only once: while it persists, each attempt would add an event. */
  private static void noteFailure(FamilyState family, Plan plan, String reason, Round round) {
    boolean isNew =
        plan.purpose() == Plan.Purpose.RESTORE
            ? family.noteRestoreFailure(reason)
            : family.noteFailure(reason);
    if (isNew) {
      round.add(new Event.Refused(family.where(), reason));
    }
  }

  private void spend(FamilyState family, List<Footprint> footprints, Round round) {
    Budget budget = family.budget();
    boolean wasPausing = budget.pauses() > 0;
    budget.spend(footprints, clock.nanos());
    if (budget.pauses() == 0) {
      return;
    }
    String who = attribution.whoAdded(family.plan().verdict().offenders(), round.author());
    if (!who.isEmpty() || !wasPausing) {
      opponent = who;
    }
    if (!wasPausing) {
      round.add(new Event.Contested(family.where(), opponent));
    }
  }

  /** Adds the moment of the next attempt to the deadlines. */
  void retrySoon() {
    deadlines.add(clock.nanos() + RETRY_NANOS);
  }
}
