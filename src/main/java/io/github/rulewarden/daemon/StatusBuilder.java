package io.github.rulewarden.daemon;

import io.github.rulewarden.api.FamilyStatus;
import io.github.rulewarden.api.State;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.leak.Leak;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.StaleCaptures;
import io.github.rulewarden.policy.UnreachablePeer;
import java.util.List;
import java.util.Optional;

/**
 * Says how a family stands: its state and the sentence that explains it.
 *
 * @param unreadable why the rules cannot be read, one sentence; empty if they can
 * @param impediment why this process cannot change rules, one sentence; empty if it can
 * @param opponent who undoes the repairs; empty if that is not known
 * @param nowNanos {@link Clock#nanos()}
 */
record StatusBuilder(
    Optional<String> unreadable, Optional<String> impediment, String opponent, long nowNanos) {

  /**
   * The status of a family.
   *
   * @param alarm what leaks
   */
  FamilyStatus of(FamilyState family, Optional<Leak> alarm) {
    // A failed read or a lost event does not concern a family that the kernel lacks.
    if (unreadable.isPresent() && !family.assessment().isAbsent()) {
      return status(family, State.DEGRADED, unreadable.get());
    }
    if (alarm.isPresent()) {
      String reason = alarm.get().reason();
      return status(
          family, State.LEAK, family.leakStays().map(why -> reason + " " + why).orElse(reason));
    }
    return byRules(family);
  }

  private FamilyStatus byRules(FamilyState family) {
    Assessment assessment = family.assessment();
    if (assessment.isAbsent()) {
      return status(family, State.IDLE, Sentences.absent(family.family()));
    }
    if (family.isHealing(nowNanos)) {
      State state = assessment.ladder().pairs().isEmpty() ? State.IDLE : State.OK;
      return calm(family, state, Sentences.healing(assessment.policy()));
    }
    return switch (assessment.plan().verdict().order()) {
      case NO_TAILSCALE -> settled(family, State.IDLE, noTailscale(assessment));
      case NO_VPN -> settled(family, State.IDLE, Sentences.noVpn());
      case RIGHT ->
          Sentences.isTailscaleUp(assessment.snapshot(), assessment.policy())
              ? settled(family, State.OK, inOrder(assessment))
              : settled(
                  family,
                  State.IDLE,
                  Sentences.tailscaleStopped(assessment.snapshot(), assessment.policy()));
      case INVERTED -> inverted(family);
    };
  }

  /** The status when no repair is due or expected: degraded if the tailnet cannot be reached. */
  private FamilyStatus settled(FamilyState family, State state, String reason) {
    Optional<UnreachablePeer> peer = family.unreachablePeer();
    if (peer.isEmpty()) {
      return calm(family, state, reason);
    }
    Assessment assessment = family.assessment();
    String sentence =
        Sentences.detour(
            peer.get(), assessment.ladder(), assessment.snapshot(), assessment.policy());
    return status(
        family,
        State.DEGRADED,
        obstacle(assessment).map(why -> sentence + " " + why).orElse(sentence));
  }

  private static String noTailscale(Assessment assessment) {
    Family family = assessment.ladder().family();
    return assessment.ladder().entries().isEmpty()
        ? Sentences.noRules(family)
        : Sentences.noTailscale(assessment.snapshot(), assessment.policy());
  }

  private static String inOrder(Assessment assessment) {
    List<Rule> stale =
        StaleCaptures.of(assessment.ladder(), assessment.snapshot(), assessment.policy());
    String order = Sentences.right(assessment.ladder());
    return stale.isEmpty() ? order : order + " " + Sentences.stale(stale.getFirst());
  }

  private FamilyStatus calm(FamilyState family, State state, String reason) {
    Optional<String> obstacle = obstacle(family.assessment());
    return obstacle.isPresent()
        ? status(family, State.DEGRADED, obstacle.get())
        : status(family, state, reason);
  }

  /** Without the permission to write nothing is wrong if nothing is to be written. */
  private Optional<String> obstacle(Assessment assessment) {
    return assessment.policy().mode() == Mode.OBSERVE ? Optional.empty() : impediment;
  }

  private FamilyStatus inverted(FamilyState family) {
    Assessment assessment = family.assessment();
    String seen = seen(assessment);
    Optional<String> obstacle = obstacle(assessment);
    if (obstacle.isEmpty() && assessment.policy().mode() == Mode.OBSERVE) {
      return status(family, State.INVERTED, seen + " The mode is observe: nothing is changed.");
    }
    Budget budget = family.budget();
    if (obstacle.isEmpty() && !budget.allows(nowNanos)) {
      long seconds = Math.ceilDiv(budget.pausedUntil() - nowNanos, 1_000_000_000L);
      Rule offender = assessment.plan().verdict().offenders().getFirst();
      return status(family, State.CONTESTED, Sentences.contested(offender, opponent, seconds));
    }
    Optional<String> setback = setback(family, obstacle);
    return setback.isPresent()
        ? status(family, State.DEGRADED, setback.get())
        : status(family, State.INVERTED, seen);
  }

  /** Why the order is not right although an operator commanded a repair, whatever the mode. */
  String complaint(FamilyState family) {
    return setback(family, impediment).orElse(seen(family.assessment()));
  }

  private static String seen(Assessment assessment) {
    return Sentences.inverted(assessment.ladder(), assessment.plan().verdict());
  }

  private static Optional<String> setback(FamilyState family, Optional<String> obstacle) {
    Assessment assessment = family.assessment();
    if (obstacle.isPresent()) {
      return Optional.of(seen(assessment) + " " + obstacle.get());
    }
    if (!assessment.plan().verdict().refusals().isEmpty()) {
      return Optional.of(Sentences.refused(assessment.plan().verdict().refusals().getFirst()));
    }
    return family.failure().map(reason -> seen(assessment) + " " + reason);
  }

  private static FamilyStatus status(FamilyState family, State state, String reason) {
    return new FamilyStatus(family.where(), state, reason, family.repairs(), family.inversions());
  }
}
