package io.github.rulewarden.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeSpanTest {
  @ParameterizedTest
  @CsvSource({
    "0s, 0",
    "1ms, 1",
    "60s, 60000",
    "5min, 300000",
    "2h, 7200000",
    "365d, 31536000000",
    "1min 30s, 90000",
    "1min30s, 90000",
    "1d  2h   3min 4s 5ms, 93784005",
    "999999999ms, 999999999",
  })
  void isUnderstood(String text, long millis) {
    assertEquals(Optional.of(Duration.ofMillis(millis)), TimeSpan.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "s",
        "60",
        "-60s",
        "+60s",
        " 60s",
        "60 s",
        "1.5s",
        "60S",
        "60sec",
        "1m",
        "1y",
        "60s,",
        "366d",
        "365d 1ms",
        "9999999999s",
        "999999999d",
        "999999999d 999999999d",
        "\u0661s"
      })
  void isNotADurationOrTooLong(String text) {
    assertEquals(Optional.empty(), TimeSpan.parse(text));
  }
}
