package io.github.rulewarden.demo;

import io.github.rulewarden.demo.RuleTimeline.Moment;
import io.github.rulewarden.fib.Family;
import java.util.List;

/**
 * A stretch of time in which one family was inverted.
 *
 * @param moments that family's changes, from the one that inverted the order to the one that put it
 *     right, or to the last that was seen; never empty
 */
public record Inversion(List<Moment> moments, Outcome outcome) {
  /** How it ended. */
  public enum Outcome {
    PUT_RIGHT,
    STILL_THERE
  }

  public Inversion {
    moments = List.copyOf(moments);
  }

  /** The family that was inverted. */
  public Family family() {
    return moments.getFirst().event().rule().family();
  }

  /** When it began, on the watch's clock. */
  public long beginNanos() {
    return moments.getFirst().event().nanos();
  }

  /** How long it lasted, or has lasted at the last change that was seen. */
  public long durationNanos() {
    return moments.getLast().event().nanos() - beginNanos();
  }
}
