package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.PeerRoute;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.fib.ScopeFamily;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Ladder;
import io.github.rulewarden.policy.Plan;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.TailscaleLink;
import io.github.rulewarden.policy.UnreachablePeer;
import io.github.rulewarden.state.SavedState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is known of one family in one namespace, and what was done for it. */
final class FamilyState {
  /** tailscaled puts its rules back 250 ms after one was deleted, in the worst case after 5 s. */
  private static final long HEALING_NANOS = 6_000_000_000L;

  private final Scope scope;
  private final Family family;
  private final PlanCache cache;
  private Assessment assessment;
  private Budget budget;
  private boolean wasInverted;
  private boolean hadLookup;

  /** Since when tailscaled's own lookup is missing, after it was there. */
  private Optional<Long> lookupMissing = Optional.empty();

  /** When the event was received that led to the first of these attempts; empty without one. */
  private Optional<Long> attemptedSince = Optional.empty();

  private final List<String> steps = new ArrayList<>();
  private boolean isExecuted;
  private Optional<String> failure = Optional.empty();
  private Optional<String> leakStays = Optional.empty();
  private long repairs;
  private long inversions;

  FamilyState(Scope scope, Family family, Policy policy) {
    this.scope = scope;
    this.family = family;
    this.budget = new Budget(policy.budget());
    this.cache = new PlanCache(family);
    this.assessment = cache.assess(Snapshot.EMPTY, SavedState.NONE, policy);
  }

  /** Starts afresh what depends on the policy; what was counted stays. */
  void policyChanged(Policy before, Policy after) {
    if (!after.budget().equals(before.budget())) {
      budget = new Budget(after.budget());
    }
    failure = Optional.empty();
  }

  /** Assesses a snapshot without noting anything. */
  Assessment preview(Snapshot snapshot, SavedState saved, Policy policy) {
    return cache.assess(snapshot, saved, policy);
  }

  /** Assesses a new snapshot; returns an inversion if there was none before. */
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

  /** The time of the last look does not count, it may be minutes old: the first miss does. */
  private void noteLookup(long nowNanos) {
    if (assessment.ladder().hasPlainLookup()) {
      hadLookup = true;
      lookupMissing = Optional.empty();
    } else if (hadLookup && lookupMissing.isEmpty()) {
      lookupMissing = Optional.of(nowNanos);
    }
  }

  /** Whether Tailscale's lookup went so short a time ago that tailscaled may yet put it back. */
  boolean isHealing(long nowNanos) {
    return lookupMissing.isPresent()
        && nowNanos - lookupMissing.get() < HEALING_NANOS
        && TailscaleLink.of(assessment.snapshot(), assessment.policy()).isPresent();
  }

  /** When {@link #isHealing} ends, whatever happens; empty if it is not so. */
  Optional<Long> healedBy(long nowNanos) {
    return isHealing(nowNanos)
        ? lookupMissing.map(missing -> missing + HEALING_NANOS)
        : Optional.empty();
  }

  /** Notes how the kernel routes packets to peers; returns whether that is worth an alarm. */
  boolean noteAnswers(List<PeerRoute> answers) {
    assessment = assessment.with(answers);
    return unreachablePeer().isPresent();
  }

  /** The peer that this host cannot reach; empty if it reaches all, as far as that is known. */
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
   * Notes what an attempt did, also if it did not get to its end.
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
   * Ends a series of attempts. It was a repair if something was done and the order is right. If the
   * rules are gone it was one only if a plan was executed to its end; else their owner was faster.
   * Its duration begins with the event that led to the first attempt, also if several rounds were
   * needed until the rules could be read back.
   */
  Optional<Repair> conclude(long nowNanos) {
    List<String> done = List.copyOf(steps);
    long durationNanos = nowNanos - attemptedSince.orElse(nowNanos);
    boolean isRepair = isExecuted || assessment.isInOrder();
    steps.clear();
    isExecuted = false;
    attemptedSince = Optional.empty();
    if (done.isEmpty() || wasInverted || !isRepair) {
      return Optional.empty();
    }
    repairs++;
    leakStays = Optional.empty();
    return Optional.of(new Repair(done, Math.ceilDiv(durationNanos, 1000)));
  }

  /** What was done, as {@code ip} commands, and how long it took. */
  record Repair(List<String> steps, long durationMicros) {}

  /** Notes that an undo moved rules: an inversion that comes of it is what an operator wants. */
  void undone() {
    wasInverted = true;
  }

  /** Notes why the order was not repaired; returns whether that is news. */
  boolean noteFailure(String reason) {
    boolean isNews = !failure.equals(Optional.of(reason));
    failure = Optional.of(reason);
    return isNews;
  }

  /** Why the last attempt to repair the order failed; empty if the order is right. */
  Optional<String> failure() {
    return failure;
  }

  /** Notes why what is missing cannot be put back; returns whether that is news. */
  boolean noteLeakStays(String reason) {
    boolean isNews = !leakStays.equals(Optional.of(reason));
    leakStays = Optional.of(reason);
    return isNews;
  }

  /** Why what is missing cannot be put back; empty if nothing leaks. */
  Optional<String> leakStays() {
    return leakStays;
  }

  /** Notes that nothing leaks. */
  void leakIsOver() {
    leakStays = Optional.empty();
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
