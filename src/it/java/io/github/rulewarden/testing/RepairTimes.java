package io.github.rulewarden.testing;

import io.github.rulewarden.fib.Family;
import java.util.ArrayList;
import java.util.List;

/**
 * How long each inversion lasted in the eyes of a watcher, its own delay included; to be told, not
 * to be asserted.
 */
public final class RepairTimes {
  private final List<Long> micros = new ArrayList<>();

  private RepairTimes() {}

  /** Goes through what a watcher saw. */
  public static RepairTimes of(List<RuleState> states) {
    RepairTimes times = new RepairTimes();
    for (Family family : Family.values()) {
      times.measure(states, family);
    }
    times.micros.sort(null);
    return times;
  }

  private void measure(List<RuleState> states, Family family) {
    RuleState before = states.getFirst();
    RuleState begin = before;
    for (RuleState state : states) {
      if (state.isInverted(family) && !before.isInverted(family)) {
        begin = state;
      }
      if (!state.isInverted(family) && before.isInverted(family)) {
        micros.add((state.nanos() - begin.nanos()) / 1000);
      }
      before = state;
    }
  }

  @Override
  public String toString() {
    return micros.isEmpty()
        ? "no inversion was repaired"
        : micros.size()
            + " inversions; microseconds: p50 "
            + at(50)
            + ", p90 "
            + at(90)
            + ", p99 "
            + at(99)
            + ", longest "
            + micros.getLast();
  }

  /** So many percent of them were not longer than this, in microseconds. */
  private long at(int percent) {
    return micros.get(Math.min(micros.size() - 1, micros.size() * percent / 100));
  }
}
