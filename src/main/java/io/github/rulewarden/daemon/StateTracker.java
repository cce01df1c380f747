package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.CleanupPlanner;
import io.github.rulewarden.policy.InterruptedRepair;
import io.github.rulewarden.policy.Ladder;
import io.github.rulewarden.policy.Plan;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.StateUpdates;
import io.github.rulewarden.state.IntactPair;
import io.github.rulewarden.state.SavedState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What is remembered of one network namespace, and what a process that died has left there. */
final class StateTracker {
  /**
   * How long the copies that an earlier process left are of interest: until it is clear whether
   * their owner, too, was about to do something.
   */
  private static final long INTERRUPTED_NANOS = 5_000_000_000L;

  private static final InterruptedRepair NOTHING_INTERRUPTED =
      new InterruptedRepair(SavedState.NONE);

  private final StateStore store;
  private final InterruptedRepair interrupted;
  private SavedState saved;

  /** What the store was given last. */
  private SavedState stored;

  private Optional<Long> firstLook = Optional.empty();

  StateTracker(StateStore store) {
    this.store = store;
    this.saved = store.load();
    this.stored = saved;
    this.interrupted = new InterruptedRepair(saved);
  }

  SavedState saved() {
    return saved;
  }

  /** Notes a plan before it is executed, so that a process that dies meanwhile leaves a trace. */
  void planned(Ladder ladder, Plan plan) {
    update(StateUpdates.planned(saved, ladder, plan));
  }

  /**
   * Notes that every step of a plan was executed. The store gets that with the next observation: to
   * the next process a rule that is not there is no riddle. After an undo there may be none.
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
   * Notes a snapshot in which nothing is left to do.
   *
   * @param expectant the families in which a capture may be about to come to a suppress rule
   */
  void observed(Snapshot snapshot, List<Ladder> ladders, Policy policy, Set<Family> expectant) {
    update(StateUpdates.observed(saved, snapshot, ladders, policy, expectant));
  }

  private void update(SavedState after) {
    saved = after;
    if (!after.equals(stored)) {
      stored = after;
      store.save(after);
    }
  }

  /** The tables of the captures that are remembered: one that is gone names its table no more. */
  Set<Long> tables() {
    Set<Long> tables = new TreeSet<>();
    for (IntactPair pair : saved.intactPairs()) {
      tables.add(pair.capture().table());
    }
    return tables;
  }

  /** Whether a pair of a family was ever seen in this boot. */
  boolean knowsPairOf(Family family) {
    for (IntactPair pair : saved.intactPairs()) {
      if (pair.capture().family() == family) {
        return true;
      }
    }
    return false;
  }

  /** Whether there may be something to clean up. */
  boolean mayNeedCleanup(long nowNanos) {
    return !saved.restored().isEmpty() || !interrupted(nowNanos).isEmpty();
  }

  /** The plan that removes from a family what nobody needs any more; mostly empty. */
  Plan cleanup(Ladder ladder, Snapshot snapshot, Policy policy, long nowNanos) {
    return CleanupPlanner.plan(ladder, snapshot, saved, interrupted(nowNanos), policy);
  }

  private InterruptedRepair interrupted(long nowNanos) {
    if (firstLook.isEmpty()) {
      firstLook = Optional.of(nowNanos);
    }
    return nowNanos - firstLook.get() < INTERRUPTED_NANOS ? interrupted : NOTHING_INTERRUPTED;
  }
}
