package io.github.rulewarden.daemon;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.fib.ScopeFamily;
import io.github.rulewarden.policy.Ladder;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Plan;
import io.github.rulewarden.policy.Refusal;
import java.util.List;
import java.util.Optional;

/**
 * Has plans executed and keeps account of them: what is remembered, what the budget allows, what
 * failed. Each method returns whether to look again at once: if something was done, or somebody
 * else was faster. What the kernel refused outright it would refuse again.
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
   * A runner that has done nothing.
   *
   * @param impediment why this process cannot change rules, one sentence; empty if nothing is known
   *     to be in the way
   * @param deadlines to which the next try is added after a failure
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

  /** Why this process cannot change rules, one sentence; empty if nothing is in the way. */
  Optional<String> impediment() {
    return impediment;
  }

  /** Who undoes the repairs, as far as the kernel tells; empty if it does not. */
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
      // Rules for some packets must not take the place of a lookup that is about to come back.
      case POLICY ->
          isRepairing(family) && !family.isHealing(clock.nanos()) && isWithinBudget(family);
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

  /** Whether somebody undoes the repairs of a family and none is due yet. */
  boolean isPaused(FamilyState family) {
    return isRepairing(family)
        && !family.plan().isEmpty()
        && !family.budget().allows(clock.nanos());
  }

  /** Executes a plan; what it changes is remembered before and after. */
  Outcome execute(Ladder ladder, Plan plan) {
    state.planned(ladder, plan);
    Outcome outcome = table.execute(plan);
    if (outcome instanceof Outcome.Done) {
      state.executed(plan);
    }
    return outcome;
  }

  /** Puts a family in order by the plan of its assessment. */
  boolean order(FamilyState family, Round round) {
    Plan plan = family.plan();
    List<Footprint> footprints = Footprint.of(family.assessment(), plan);
    Outcome outcome = execute(family.ladder(), plan);
    account(family, outcome, round);
    return switch (outcome) {
      case Outcome.Done _, Outcome.Overtaken _ -> settled(family, outcome, footprints, round);
      case Outcome.Denied(_, String reason) -> failed(family, outcome, reason, round);
      case Outcome.Failed(_, String reason) -> failed(family, outcome, reason, round);
    };
  }

  /** Puts back what somebody deleted. */
  boolean restore(FamilyState family, Plan plan, Round round) {
    if (!plan.verdict().refusals().isEmpty()) {
      Refusal refusal = plan.verdict().refusals().getFirst();
      noteLeakStays(family, Sentences.notPutBack(refusal), round);
    }
    if (plan.isEmpty()) {
      return false;
    }
    List<Footprint> footprints = Footprint.of(family.assessment(), plan);
    Outcome outcome = execute(family.ladder(), plan);
    account(family, outcome, round);
    return switch (outcome) {
      case Outcome.Done _, Outcome.Overtaken _ -> settled(family, outcome, footprints, round);
      case Outcome.Denied(_, String reason) -> notRestored(family, outcome, reason, round);
      case Outcome.Failed(_, String reason) -> notRestored(family, outcome, reason, round);
    };
  }

  /** Removes what nobody needs any more; returns whether something was removed. */
  boolean cleanUp(ScopeFamily where, Ladder ladder, Plan plan, Round round) {
    if (plan.isEmpty()) {
      return false;
    }
    Outcome outcome = execute(ladder, plan);
    if (outcome.steps().isEmpty()) {
      retrySoon();
      return false;
    }
    round.add(new Event.Withdrawn(where, outcome.steps()));
    return true;
  }

  private static void account(FamilyState family, Outcome outcome, Round round) {
    family.attempted(outcome, round.receivedNanos());
    round.addSteps(outcome.steps());
  }

  private boolean settled(
      FamilyState family, Outcome outcome, List<Footprint> footprints, Round round) {
    if (outcome instanceof Outcome.Done) {
      impediment = Optional.empty();
      spend(family, footprints, round);
      return !outcome.steps().isEmpty();
    }
    // The next attempt starts from what is there now. But what was begun in vain was undone.
    if (!outcome.steps().isEmpty()) {
      spend(family, footprints, round);
    }
    return true;
  }

  private boolean failed(FamilyState family, Outcome outcome, String reason, Round round) {
    noteImpediment(outcome, reason);
    if (family.noteFailure(reason)) {
      round.add(new Event.Refused(family.where(), reason));
    }
    retrySoon();
    return !outcome.steps().isEmpty();
  }

  /** An event for each try would never end: the leak stays, and with it the reason. */
  private boolean notRestored(FamilyState family, Outcome outcome, String reason, Round round) {
    noteImpediment(outcome, reason);
    noteLeakStays(family, reason, round);
    retrySoon();
    return !outcome.steps().isEmpty();
  }

  private void noteImpediment(Outcome outcome, String reason) {
    if (outcome instanceof Outcome.Denied) {
      impediment = Optional.of(reason);
    }
  }

  private static void noteLeakStays(FamilyState family, String reason, Round round) {
    if (family.noteLeakStays(reason)) {
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

  /** Adds the moment of the next try. */
  void retrySoon() {
    deadlines.add(clock.nanos() + RETRY_NANOS);
  }
}
