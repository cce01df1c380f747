package io.github.rulewarden.daemon;

import java.util.Optional;

/** How far the rounds of one namespace have got. Moments are in {@link Clock#nanos()}. */
final class Progress {
  private Optional<String> unreadable = Optional.empty();

  /** When the first event was received that no round has answered yet, because reading failed. */
  private Optional<Long> unansweredSince = Optional.empty();

  private long judged;
  private long lastRepairMicros;
  private long lastRepairDurationMicros;

  /** Begins a round; returns the time of receipt of the first event that it has to answer. */
  long begin(long receivedNanos, long nowNanos) {
    long since = unansweredSince.orElse(receivedNanos);
    unansweredSince = Optional.of(since);
    judged = nowNanos;
    return since;
  }

  /** Notes that the rules were read; from here on each family keeps the time of receipt. */
  void read() {
    unreadable = Optional.empty();
    unansweredSince = Optional.empty();
  }

  /**
   * Notes that the rules cannot be read.
   *
   * @param reason one sentence
   */
  void notRead(String reason) {
    unreadable = Optional.of(reason);
  }

  /** Why the rules cannot be read, one sentence; empty if they can. */
  Optional<String> unreadable() {
    return unreadable;
  }

  /** Notes when the leaks were judged. */
  void judged(long nowNanos) {
    judged = nowNanos;
  }

  /**
   * When the leaks were judged last, or the round began that did not get so far. A round takes its
   * time: what came due after this moment was not for that round, also if it has passed by now.
   */
  long judged() {
    return judged;
  }

  void repaired(FamilyState.Repair repair, long wallMicros) {
    lastRepairMicros = wallMicros;
    lastRepairDurationMicros = repair.durationMicros();
  }

  /** When the last repair was done, CLOCK_REALTIME; 0 if there was none. */
  long lastRepairMicros() {
    return lastRepairMicros;
  }

  /** How long the last repair took; 0 if there was none. */
  long lastRepairDurationMicros() {
    return lastRepairDurationMicros;
  }
}
