package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.plan.Plan;
import io.github.rulewarden.policy.plan.StateUpdates;
import io.github.rulewarden.policy.planner.CleanupPlanner;
import io.github.rulewarden.policy.planner.InterruptedRepair;
import io.github.rulewarden.state.IntactPair;
import io.github.rulewarden.state.SavedState;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tracks the saved state of one network namespace, and the copies that an earlier process left
 * there.
 */
final class StateTracker {
  /**
   * How long copies that an earlier process left are considered for removal. Their owner may delete
   * its originals during this time.
   */
  private static final long INTERRUPTED_NANOS = 5_000_000_000L;

  private static final InterruptedRepair NOTHING_INTERRUPTED =
      new InterruptedRepair(SavedState.NONE);

  private final StateStore store;
  private final InterruptedRepair interrupted;
  private SavedState saved;

  /** The state that was last stored. */
  private SavedState stored;

  private Optional<Long> firstRound = Optional.empty();

  StateTracker(StateStore store) {
    this.store = store;
    this.saved = store.load();
    this.stored = saved;
    this.interrupted = new InterruptedRepair(saved);
  }

  SavedState saved() {
    return saved;
  }

  /**
   * Records a plan before it is executed, so that the next process knows of it if this one dies
   * meanwhile.
   */
  void planned(Ladder ladder, Plan plan) {
    update(StateUpdates.planned(saved, ladder, plan));
  }

  /**
   * Records that every step of a plan was executed. It is stored together with the next
   * observation, because the next process can handle entries about rules that no longer exist.
   * After an undo there may be no next observation, so the state is stored immediately.
   */
  void executed(Plan plan) {
    SavedState after = StateUpdates.executed(saved, plan);
    if (plan.purpose() == Plan.Purpose.UNDO) {
      update(after);
    } else {
      saved = after;
    }
  }

  /**
   * Records a snapshot in which nothing is left to do.
   *
   * @param awaitingCapture the families in which a capture may soon be added behind a suppress rule
   */
  void observed(
      Snapshot snapshot, List<Ladder> ladders, Policy policy, Set<Family> awaitingCapture) {
    update(StateUpdates.observed(saved, snapshot, ladders, policy, awaitingCapture));
  }

  private void update(SavedState after) {
    saved = after;
    if (!after.equals(stored)) {
      stored = after;
      store.save(after);
    }
  }

  /** Whether a pair of a family is recorded. */
  boolean knowsPairOf(Family family) {
    for (IntactPair pair : saved.intactPairs()) {
      if (pair.capture().family() == family) {
        return true;
      }
    }
    return false;
  }

  /** Whether there may be rules to remove. */
  boolean mayNeedCleanup(long nowNanos) {
    return !saved.restored().isEmpty() || !interrupted(nowNanos).isEmpty();
  }

  /** The plan that removes a family's rules that are no longer needed; usually empty. */
  Plan cleanup(Ladder ladder, Snapshot snapshot, Policy policy, long nowNanos) {
    return CleanupPlanner.plan(ladder, snapshot, saved, interrupted(nowNanos), policy);
  }

  private InterruptedRepair interrupted(long nowNanos) {
    if (firstRound.isEmpty()) {
      firstRound = Optional.of(nowNanos);
    }
    return nowNanos - firstRound.get() < INTERRUPTED_NANOS ? interrupted : NOTHING_INTERRUPTED;
  }
}
