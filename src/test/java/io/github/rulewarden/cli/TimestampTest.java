package io.github.rulewarden.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampTest {
  private static final Instant INSTANT = Instant.parse("2026-01-02T03:04:05.999999Z");
  private static final Timestamp TIMESTAMP =
      new Timestamp(INSTANT.getEpochSecond() * 1_000_000 + INSTANT.getNano() / 1000);

  @Test
  void theTextIsInTheClocksZone() {
    assertEquals("2026-01-02 03:04:05 UTC (0 s ago)", TIMESTAMP.text(clock(0, ZoneOffset.UTC)));
    assertEquals(
        "2026-01-02 08:34:05 +05:30 (0 s ago)",
        TIMESTAMP.text(clock(0, ZoneId.of("Asia/Kolkata"))));
  }

  @ParameterizedTest
  @CsvSource({
    "-5, 0 s",
    "119, 119 s",
    "120, 2 min",
    "7199, 119 min",
    "7200, 2 h",
    "172799, 47 h",
    "172800, 2 d",
    "31536000, 365 d"
  })
  void theAgeIsRounded(long seconds, String age) {
    assertEquals(
        "2026-01-02 03:04:05 UTC (" + age + " ago)",
        TIMESTAMP.text(clock(seconds, ZoneOffset.UTC)));
  }

  @ParameterizedTest
  @CsvSource({"0, 0.000 ms", "7, 0.007 ms", "412, 0.412 ms", "1000, 1.000 ms", "61050, 61.050 ms"})
  void microsecondsAreShownAsMilliseconds(long micros, String text) {
    assertEquals(text, Timestamp.milliseconds(micros));
  }

  private static Clock clock(long secondsLater, ZoneId zone) {
    return Clock.fixed(
        INSTANT.truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofSeconds(secondsLater)), zone);
  }
}
