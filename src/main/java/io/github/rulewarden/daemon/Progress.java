package io.github.rulewarden.daemon;

import java.util.Optional;

/** The progress of the rounds of one namespace. Moments are in {@link Clock#nanos()}. */
final class Progress {
  private Optional<String> unreadable = Optional.empty();

  /** When the first event was received that no round has handled yet, because reading failed. */
  private Optional<Long> unansweredSince = Optional.empty();

  private long leaksChecked;
  private long lastRepairMicros;
  private long lastRepairDurationMicros;

  /** Begins a round; returns the time of receipt of the first event that it handles. */
  long begin(long receivedNanos, long nowNanos) {
    long since = unansweredSince.orElse(receivedNanos);
    unansweredSince = Optional.of(since);
    leaksChecked = nowNanos;
    return since;
  }

  /** Records that the rules were read; from here on each family keeps the time of receipt. */
  void read() {
    unreadable = Optional.empty();
    unansweredSince = Optional.empty();
  }

  /**
   * Records that the rules cannot be read.
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

  /** Records when leaks were checked. */
  void leaksChecked(long nowNanos) {
    leaksChecked = nowNanos;
  }

  /**
   * When leaks were last checked, or when the last round began if it did not check them. The round
   * did not handle a moment after this one, even if that moment has passed when the round ends.
   */
  long leaksChecked() {
    return leaksChecked;
  }

  void repaired(FamilyState.Repair repair, long wallMicros) {
    lastRepairMicros = wallMicros;
    lastRepairDurationMicros = repair.durationMicros();
  }

  /** When the last repair ended, CLOCK_REALTIME; 0 if there was none. */
  long lastRepairMicros() {
    return lastRepairMicros;
  }

  /** The duration of the last repair; 0 if there was none. */
  long lastRepairDurationMicros() {
    return lastRepairDurationMicros;
  }
}
