package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.PlainRoute;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.fib.ScopeFamily;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.classify.TailscaleLink;
import io.github.rulewarden.policy.diagnosis.UnreachablePeer;
import io.github.rulewarden.policy.plan.Plan;
import io.github.rulewarden.policy.plan.Step;
import io.github.rulewarden.state.SavedState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The state of one family in one namespace, and the record of its repairs. */
final class FamilyState {
  /** tailscaled adds its rules again 250 ms after one was deleted, in the worst case after 5 s. */
  private static final long LOOKUP_RETURN_NANOS = 6_000_000_000L;

  private final Scope scope;
  private final Family family;
  private final PlanCache cache;
  private Assessment assessment;
  private Budget budget;
  private boolean wasInverted;
  private boolean hadLookup;

  /**
   * Since when tailscaled's plain lookup has been missing; empty if it exists or was never seen.
   */
  private Optional<Long> lookupMissing = Optional.empty();

  /**
   * When the event was received that led to the first attempt of the current series; empty if there
   * is no series.
   */
  private Optional<Long> attemptedSince = Optional.empty();

  private final List<Step> steps = new ArrayList<>();
  private boolean isExecuted;
  private Optional<String> failure = Optional.empty();
  private Optional<String> restoreFailure = Optional.empty();
  private long repairs;
  private long inversions;

  FamilyState(Scope scope, Family family, Policy policy) {
    this.scope = scope;
    this.family = family;
    this.budget = new Budget(policy.budget());
    this.cache = new PlanCache(family);
    this.assessment = cache.assess(Snapshot.EMPTY, SavedState.NONE, policy);
  }

  /** The ladder of each family. */
  static List<Ladder> ladders(List<FamilyState> families) {
    List<Ladder> ladders = new ArrayList<>(families.size());
    for (FamilyState family : families) {
      ladders.add(family.ladder());
    }
    return ladders;
  }

  /** Resets everything that depends on the policy; counters stay. */
  void policyChanged(Policy before, Policy after) {
    if (!after.budget().equals(before.budget())) {
      budget = new Budget(after.budget());
    }
    failure = Optional.empty();
    assessment = assessment.under(after);
  }

  /** Assesses a snapshot without recording the result. */
  Assessment preview(Snapshot snapshot, SavedState saved, Policy policy) {
    return cache.assess(snapshot, saved, policy);
  }

  /** Assesses a new snapshot; returns an inversion that did not exist before. */
  Optional<NewInversion> assess(Snapshot snapshot, SavedState saved, Policy policy, long nowNanos) {
    assessment = cache.assess(snapshot, saved, policy);
    noteLookup(nowNanos);
    boolean isNew = assessment.isInverted() && !wasInverted;
    wasInverted = assessment.isInverted();
    if (!wasInverted) {
      failure = Optional.empty();
    }
    if (!isNew) {
      return Optional.empty();
    }
    inversions++;
    return Optional.of(new NewInversion(scope, assessment));
  }

  /**
   * The time counts from the first round in which the lookup is missing: the round before may be
   * minutes old.
   */
  private void noteLookup(long nowNanos) {
    if (assessment.ladder().hasPlainLookup()) {
      hadLookup = true;
      lookupMissing = Optional.empty();
    } else if (hadLookup && lookupMissing.isEmpty()) {
      lookupMissing = Optional.of(nowNanos);
    }
  }

  /**
   * Whether Tailscale's lookup has been missing for so short a time that tailscaled may still add
   * it again.
   */
  boolean isLookupReturning(long nowNanos) {
    return lookupMissing.isPresent()
        && nowNanos - lookupMissing.get() < LOOKUP_RETURN_NANOS
        && TailscaleLink.of(assessment.snapshot(), assessment.policy()).isPresent();
  }

  /** When {@link #isLookupReturning} ends at the latest; empty if it is false. */
  Optional<Long> lookupDeadline(long nowNanos) {
    return isLookupReturning(nowNanos)
        ? lookupMissing.map(missing -> missing + LOOKUP_RETURN_NANOS)
        : Optional.empty();
  }

  /** Records how the kernel routes packets to peers; returns whether some peer is unreachable. */
  boolean noteAnswers(List<PlainRoute> answers) {
    assessment = assessment.with(answers);
    return unreachablePeer().isPresent();
  }

  /** A peer that this host cannot reach; empty if none is known. */
  Optional<UnreachablePeer> unreachablePeer() {
    return UnreachablePeer.of(assessment.ladder(), assessment.snapshot(), assessment.policy());
  }

  Family family() {
    return family;
  }

  ScopeFamily where() {
    return scope.of(family);
  }

  Assessment assessment() {
    return assessment;
  }

  Ladder ladder() {
    return assessment.ladder();
  }

  Plan plan() {
    return assessment.plan();
  }

  Budget budget() {
    return budget;
  }

  boolean isInverted() {
    return wasInverted;
  }

  /**
   * Records the result of an attempt, even if it was incomplete.
   *
   * @param receivedNanos when the event was received that led to this attempt
   */
  void attempted(Outcome outcome, long receivedNanos) {
    if (attemptedSince.isEmpty()) {
      attemptedSince = Optional.of(receivedNanos);
    }
    steps.addAll(outcome.steps());
    isExecuted |= outcome instanceof Outcome.Done;
  }

  /**
   * Ends a series of attempts. The series is a repair if steps were executed and the order is
   * right. If the VPN's rules no longer exist, it is a repair only if a plan was executed
   * completely; else their owner deleted them first. The duration begins with the event that led to
   * the first attempt, even if several rounds were needed until the rules could be read again.
   */
  Optional<Repair> conclude(long nowNanos) {
    List<Step> done = List.copyOf(steps);
    long durationNanos = nowNanos - attemptedSince.orElse(nowNanos);
    boolean isRepair = isExecuted || assessment.isInOrder();
    steps.clear();
    isExecuted = false;
    attemptedSince = Optional.empty();
    if (done.isEmpty() || wasInverted || !isRepair) {
      return Optional.empty();
    }
    repairs++;
    restoreFailure = Optional.empty();
    return Optional.of(new Repair(done, Math.ceilDiv(durationNanos, 1000)));
  }

  /** The executed steps, and their duration. */
  record Repair(List<Step> steps, long durationMicros) {}

  /**
   * Records that an undo moved rules: the operator wants the resulting inversion, so it is not
   * reported as a new one.
   */
  void undone() {
    wasInverted = true;
  }

  /** Records why the order was not repaired; returns whether the reason is new. */
  boolean noteFailure(String reason) {
    boolean isNew = !failure.equals(Optional.of(reason));
    failure = Optional.of(reason);
    return isNew;
  }

  /** Why the last attempt to repair the order failed; empty if the order is right. */
  Optional<String> failure() {
    return failure;
  }

  /** Records why missing rules cannot be restored; returns whether the reason is new. */
  boolean noteRestoreFailure(String reason) {
    boolean isNew = !restoreFailure.equals(Optional.of(reason));
    restoreFailure = Optional.of(reason);
    return isNew;
  }

  /** Why missing rules cannot be restored; empty if nothing leaks. */
  Optional<String> restoreFailure() {
    return restoreFailure;
  }

  /** Records that nothing leaks. */
  void noteNoLeak() {
    restoreFailure = Optional.empty();
  }

  /** Since the daemon started. */
  long repairs() {
    return repairs;
  }

  /** Since the daemon started. */
  long inversions() {
    return inversions;
  }
}
