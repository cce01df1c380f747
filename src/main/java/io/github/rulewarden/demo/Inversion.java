package io.github.rulewarden.demo;

import io.github.rulewarden.demo.RuleTimeline.Change;
import io.github.rulewarden.fib.Family;
import java.util.List;

/**
 * A period in which one family was inverted.
 *
 * @param changes that family's changes, from the one that inverted the order to the one that
 *     restored it, or to the last one that was observed; never empty
 */
public record Inversion(List<Change> changes, Outcome outcome) {
  /** How the period ended. */
  public enum Outcome {
    REPAIRED,
    ONGOING
  }

  public Inversion {
    changes = List.copyOf(changes);
  }

  /** The family that was inverted. */
  public Family family() {
    return changes.getFirst().event().rule().family();
  }

  /** The start, by the clock of the watch. */
  public long beginNanos() {
    return changes.getFirst().event().nanos();
  }

  /** The duration, up to the last observed change if it is ongoing. */
  public long durationNanos() {
    return changes.getLast().event().nanos() - beginNanos();
  }
}
