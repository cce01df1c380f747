package io.github.rulewarden.daemon;

import io.github.rulewarden.policy.Policy.BudgetLimits;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Prevents Rulewarden and another program from undoing each other's changes forever. It counts
 * undone repairs and, if there are too many, requires increasing pauses between repairs.
 *
 * <p>A repair was undone if the same rule of the same tunnel has to be moved again. A tunnel that
 * was taken down and brought up again counts as a new one.
 */
final class Budget {
  private static final long FIRST_PAUSE_NANOS = 1_000_000_000;
  private static final int LONGEST_DOUBLING = 30;

  /** Bounds the memory: footprints of old tunnels would accumulate. */
  private static final int REMEMBERED = 1024;

  private final BudgetLimits limits;
  private final Set<Footprint> moved = new LinkedHashSet<>();
  private final Deque<Long> undone = new ArrayDeque<>();
  private int pauses;
  private long pausedUntil;

  Budget(BudgetLimits limits) {
    this.limits = limits;
  }

  /** Whether a repair is allowed now. */
  boolean allows(long nowNanos) {
    return pauses == 0 || nowNanos - pausedUntil >= 0;
  }

  /** When the pause ends, in {@link Clock#nanos()}; meaningless if there is none. */
  long pausedUntil() {
    return pausedUntil;
  }

  /** The number of consecutive pauses: 1 when the first has just begun. */
  int pauses() {
    return pauses;
  }

  /** Records a repair. */
  void spend(List<Footprint> footprints, long nowNanos) {
    boolean isRepeated = false;
    for (Footprint footprint : footprints) {
      isRepeated |= !moved.add(footprint);
    }
    forgetOldest();
    if (!isRepeated) {
      return;
    }
    long window = limits.window().toNanos();
    if (pauses > 0 && nowNanos - pausedUntil > window) {
      pauses = 0;
      undone.clear();
    }
    while (!undone.isEmpty() && nowNanos - undone.getFirst() > window) {
      undone.removeFirst();
    }
    undone.addLast(nowNanos);
    if (pauses > 0 || undone.size() > limits.repairs()) {
      long pause = FIRST_PAUSE_NANOS << Math.min(pauses, LONGEST_DOUBLING);
      pausedUntil = nowNanos + Math.min(pause, limits.maxBackoff().toNanos());
      pauses++;
    }
  }

  private void forgetOldest() {
    while (moved.size() > REMEMBERED) {
      moved.remove(moved.iterator().next());
    }
  }
}
