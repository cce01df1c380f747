package io.github.rulewarden.daemon;

import io.github.rulewarden.api.FamilyStatus;
import io.github.rulewarden.api.State;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.leak.Leak;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.classify.StaleCaptures;
import io.github.rulewarden.policy.diagnosis.Disconnection;
import io.github.rulewarden.policy.diagnosis.MissingLookup;
import io.github.rulewarden.policy.diagnosis.UnreachablePeer;
import io.github.rulewarden.text.LeakText;
import io.github.rulewarden.text.RefusalText;
import io.github.rulewarden.text.StateText;
import java.util.List;
import java.util.Optional;

/**
 * Creates the status of a family: its state and the sentence that explains it.
 *
 * @param unreadable why the rules cannot be read, one sentence; empty if they can
 * @param impediment why this process cannot change rules, one sentence; empty if it can
 * @param opponent the process that undoes the repairs; empty if it is not known
 * @param nowNanos {@link Clock#nanos()}
 */
record StatusBuilder(
    Optional<String> unreadable, Optional<String> impediment, String opponent, long nowNanos) {

  /**
   * The status of a family.
   *
   * @param alarm the leak to report
   */
  FamilyStatus of(FamilyState family, Optional<Leak> alarm) {
    // A failed read or a lost event does not affect a family that the kernel lacks.
    if (unreadable.isPresent() && !family.assessment().isAbsent()) {
      return status(family, State.DEGRADED, unreadable.get());
    }
    if (alarm.isPresent()) {
      String reason = LeakText.sentence(alarm.get());
      return status(
          family,
          State.LEAK,
          family.restoreFailure().map(why -> reason + " " + why).orElse(reason));
    }
    return byRules(family);
  }

  private FamilyStatus byRules(FamilyState family) {
    Assessment assessment = family.assessment();
    if (assessment.isAbsent()) {
      return status(family, State.IDLE, StateText.absent(family.family()));
    }
    if (family.isLookupReturning(nowNanos)) {
      return lookupReturning(family);
    }
    return switch (assessment.plan().verdict().order()) {
      case NO_TAILSCALE -> steady(family, State.IDLE, noTailscale(assessment));
      case NO_VPN -> steady(family, State.IDLE, StateText.noVpn());
      case RIGHT -> right(family);
      case INVERTED -> inverted(family);
    };
  }

  private FamilyStatus right(FamilyState family) {
    Assessment assessment = family.assessment();
    Optional<Disconnection> disconnection =
        Disconnection.of(assessment.snapshot(), assessment.policy());
    return disconnection.isPresent()
        ? steady(family, State.IDLE, StateText.disconnected(disconnection.get()))
        : steady(family, State.OK, inOrder(assessment));
  }

  /** tailscaled is expected to act, so the cause is not looked for yet. */
  private FamilyStatus lookupReturning(FamilyState family) {
    Assessment assessment = family.assessment();
    String reason = StateText.lookupReturning(family.family(), assessment.policy());
    if (family.unreachablePeer().isPresent()) {
      return degraded(family, reason);
    }
    State state = assessment.ladder().pairs().isEmpty() ? State.IDLE : State.OK;
    return healthy(family, state, reason);
  }

  /** The status when no repair is due or expected: degraded if the tailnet cannot be reached. */
  private FamilyStatus steady(FamilyState family, State state, String reason) {
    Optional<UnreachablePeer> peer = family.unreachablePeer();
    if (peer.isEmpty()) {
      return healthy(family, state, reason);
    }
    Assessment assessment = family.assessment();
    String sentence =
        StateText.unreachable(
            peer.get(), assessment.ladder(), assessment.snapshot(), assessment.policy());
    return degraded(family, sentence);
  }

  private FamilyStatus degraded(FamilyState family, String reason) {
    Optional<String> impediment = impediment(family.assessment());
    return status(
        family, State.DEGRADED, impediment.isPresent() ? reason + " " + impediment.get() : reason);
  }

  private static String noTailscale(Assessment assessment) {
    Family family = assessment.ladder().family();
    return assessment.ladder().entries().isEmpty()
        ? StateText.noRules(family)
        : StateText.noTailscale(
            MissingLookup.of(assessment.ladder(), assessment.snapshot(), assessment.policy()));
  }

  private static String inOrder(Assessment assessment) {
    List<Rule> stale =
        StaleCaptures.of(assessment.ladder(), assessment.snapshot(), assessment.policy());
    String order = StateText.right(assessment.ladder());
    return stale.isEmpty() ? order : order + " " + StateText.stale(stale.getFirst());
  }

  private FamilyStatus healthy(FamilyState family, State state, String reason) {
    Optional<String> impediment = impediment(family.assessment());
    return impediment.isPresent()
        ? status(family, State.DEGRADED, impediment.get())
        : status(family, state, reason);
  }

  /** In the mode observe, a missing permission is not a problem. */
  private Optional<String> impediment(Assessment assessment) {
    return assessment.policy().mode() == Mode.OBSERVE ? Optional.empty() : impediment;
  }

  private FamilyStatus inverted(FamilyState family) {
    Assessment assessment = family.assessment();
    String inversionText = inversionText(assessment);
    Optional<String> impediment = impediment(assessment);
    if (impediment.isEmpty() && assessment.policy().mode() == Mode.OBSERVE) {
      return status(family, State.INVERTED, StateText.observed(inversionText));
    }
    Budget budget = family.budget();
    if (impediment.isEmpty() && !budget.allows(nowNanos)) {
      long seconds = Math.ceilDiv(budget.pausedUntil() - nowNanos, 1_000_000_000L);
      Rule offender = assessment.plan().verdict().offenders().getFirst();
      return status(family, State.CONTESTED, StateText.contested(offender, opponent, seconds));
    }
    Optional<String> problem = problem(family, impediment);
    return problem.isPresent()
        ? status(family, State.DEGRADED, problem.get())
        : status(family, State.INVERTED, inversionText);
  }

  /** Why the order is not right after a repair that an operator requested, in any mode. */
  String failure(FamilyState family) {
    return problem(family, impediment).orElse(inversionText(family.assessment()));
  }

  private static String inversionText(Assessment assessment) {
    return StateText.inverted(assessment.ladder(), assessment.plan().verdict());
  }

  private static Optional<String> problem(FamilyState family, Optional<String> impediment) {
    Assessment assessment = family.assessment();
    if (impediment.isPresent()) {
      return Optional.of(inversionText(assessment) + " " + impediment.get());
    }
    if (!assessment.plan().verdict().refusals().isEmpty()) {
      return Optional.of(RefusalText.staysAhead(assessment.plan().verdict().refusals().getFirst()));
    }
    return family.failure().map(reason -> inversionText(assessment) + " " + reason);
  }

  private static FamilyStatus status(FamilyState family, State state, String reason) {
    return new FamilyStatus(family.where(), state, reason, family.repairs(), family.inversions());
  }
}
