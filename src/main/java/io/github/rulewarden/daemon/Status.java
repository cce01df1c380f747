package io.github.rulewarden.daemon;

import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Strategy;
import java.util.List;

/**
 * What the world is told.
 *
 * @param state the worst of all families'; {@code idle} only if all are
 * @param reason one sentence: that family's
 * @param lastRepairMicros when the last repair ended, CLOCK_REALTIME; 0 if there was none
 * @param lastRepairDurationMicros from the receipt of the event to the verified order
 */
public record Status(
    State state,
    String reason,
    Mode mode,
    Strategy strategy,
    long repairs,
    long inversions,
    long lastRepairMicros,
    long lastRepairDurationMicros,
    List<FamilyStatus> families) {
  public Status {
    families = List.copyOf(families);
  }
}
