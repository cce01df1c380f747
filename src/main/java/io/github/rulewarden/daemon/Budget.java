package io.github.rulewarden.daemon;

import io.github.rulewarden.policy.Policy.BudgetLimits;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps two programs from undoing each other's work for ever: counts the repairs that were undone,
 * and once there are too many lets ever longer pauses pass between them.
 *
 * <p>A repair was undone if the same rule has to be moved again while its tunnel is the same. A
 * tunnel that was taken down and came up again is another one, however often that happens.
 */
final class Budget {
  private static final long FIRST_PAUSE_NANOS = 1_000_000_000;
  private static final int LONGEST_DOUBLING = 30;

  /** Tunnels come and go; what is remembered of them must not grow for ever. */
  private static final int REMEMBERED = 1024;

  private final BudgetLimits limits;
  private final Set<Footprint> moved = new LinkedHashSet<>();
  private final Deque<Long> undone = new ArrayDeque<>();
  private int pauses;
  private long pausedUntil;

  Budget(BudgetLimits limits) {
    this.limits = limits;
  }

  /** Whether a repair may be done now. */
  boolean allows(long nowNanos) {
    return pauses == 0 || nowNanos - pausedUntil >= 0;
  }

  /** When the pause ends, in {@link Clock#nanos()}; of no meaning if there is none. */
  long pausedUntil() {
    return pausedUntil;
  }

  /** How many pauses there have been one after another: 1 when the first has just begun. */
  int pauses() {
    return pauses;
  }

  /** Notes a repair that was done. */
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
