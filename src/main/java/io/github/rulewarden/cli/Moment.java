package io.github.rulewarden.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * A moment that is over.
 *
 * @param micros since 1970 (CLOCK_REALTIME)
 */
record Moment(long micros) {
  /** {@code 2026-11-20 08:41:28 +00:00 (12 s ago)}, in the clock's zone. */
  String text(Clock clock) {
    Instant instant = Instant.ofEpochSecond(micros / 1_000_000);
    OffsetDateTime time = OffsetDateTime.ofInstant(instant, clock.getZone());
    String offset = time.getOffset().getTotalSeconds() == 0 ? "UTC" : time.getOffset().getId();
    return time.toLocalDate()
        + " "
        + two(time.getHour())
        + ":"
        + two(time.getMinute())
        + ":"
        + two(time.getSecond())
        + " "
        + offset
        + " ("
        + ago(Duration.between(instant, clock.instant()))
        + " ago)";
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
