package io.github.rulewarden.testing;

import io.github.rulewarden.fib.Family;
import java.util.ArrayList;
import java.util.List;

/**
 * The duration of each inversion as a watcher saw it, which includes the watcher's own delay. Tests
 * print these times and do not assert them.
 */
public final class RepairTimes {
  private final List<Long> micros = new ArrayList<>();

  private RepairTimes() {}

  /** Measures each inversion in a watcher's states. */
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

  /** Returns the percentile of the durations, in microseconds. */
  private long at(int percent) {
    return micros.get(Math.min(micros.size() - 1, micros.size() * percent / 100));
  }
}
