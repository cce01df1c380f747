package io.github.rulewarden.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * A time in the past.
 *
 * @param micros since 1970 (CLOCK_REALTIME)
 */
record Timestamp(long micros) {
  private static final long MICROS = 1_000_000;

  /** Returns the current time of a clock. */
  static Timestamp now(Clock clock) {
    Instant now = clock.instant();
    return new Timestamp(now.getEpochSecond() * MICROS + now.getNano() / 1000);
  }

  /** {@code 2026-11-20 08:41:28 +00:00 (12 s ago)}, in the clock's zone. */
  String text(Clock clock) {
    OffsetDateTime time = in(clock);
    String offset = time.getOffset().getTotalSeconds() == 0 ? "UTC" : time.getOffset().getId();
    return seconds(time)
        + " "
        + offset
        + " ("
        + ago(Duration.between(instant(), clock.instant()))
        + " ago)";
  }

  /** {@code 2026-11-20 08:41:28.123}, in the clock's zone: for lists. */
  String inList(Clock clock) {
    return seconds(in(clock)) + "." + Long.toString(1000 + micros / 1000 % 1000).substring(1);
  }

  private OffsetDateTime in(Clock clock) {
    return OffsetDateTime.ofInstant(instant(), clock.getZone());
  }

  /** To the second, which is precise enough for an age. */
  private Instant instant() {
    return Instant.ofEpochSecond(micros / MICROS);
  }

  boolean isBefore(Instant other) {
    return Instant.ofEpochSecond(micros / MICROS, micros % MICROS * 1000).isBefore(other);
  }

  private static String seconds(OffsetDateTime time) {
    return time.toLocalDate()
        + " "
        + two(time.getHour())
        + ":"
        + two(time.getMinute())
        + ":"
        + two(time.getSecond());
  }

  private static String ago(Duration age) {
    long seconds = Math.max(0, age.toSeconds());
    if (seconds < 120) {
      return seconds + " s";
    }
    if (seconds < 2 * 3600) {
      return seconds / 60 + " min";
    }
    return seconds < 2 * 86_400 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
  }

  /** {@code 0.412 ms}. */
  static String milliseconds(long micros) {
    String fraction = Long.toString(1000 + micros % 1000).substring(1);
    return micros / 1000 + "." + fraction + " ms";
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }
}
