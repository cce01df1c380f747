package io.github.rulewarden.cli;

import io.github.rulewarden.config.TimeSpan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Parses the start of a period. */
final class Since {
  /** What {@link #parse} accepts. */
  static final String EXPECTED =
      "a time span such as 1h or 2d, today, yesterday, or a time such as 2026-11-20 or 2026-11-20T10:00";

  private Since() {}

  /**
   * Parses a time or a time span before now.
   *
   * @param clock gives the current time, and the zone of times without one
   * @return empty if the text is not valid
   */
  static Optional<Instant> parse(String text, Clock clock) {
    Optional<Duration> span = TimeSpan.parse(text);
    if (span.isPresent()) {
      return Optional.of(clock.instant().minus(span.get()));
    }
    LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
    return switch (text) {
      case "today" -> Optional.of(start(today, clock));
      case "yesterday" -> Optional.of(start(today.minusDays(1), clock));
      default -> time(text.replaceFirst(" ", "T"), today, clock);
    };
  }

  private static Optional<Instant> time(String text, LocalDate today, Clock clock) {
    try {
      if (text.indexOf(':') < 0) {
        return Optional.of(start(LocalDate.parse(text), clock));
      }
      if (text.indexOf('T') < 0) {
        return Optional.of(instant(today.atTime(LocalTime.parse(text)), clock));
      }
      return Optional.of(
          hasOffset(text)
              ? OffsetDateTime.parse(text).toInstant()
              : instant(LocalDateTime.parse(text), clock));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** A sign behind the date belongs to an offset. */
  private static boolean hasOffset(String text) {
    int time = text.indexOf('T');
    return text.endsWith("Z") || text.indexOf('+', time) > 0 || text.indexOf('-', time) > 0;
  }

  private static Instant start(LocalDate day, Clock clock) {
    return day.atStartOfDay(clock.getZone()).toInstant();
  }

  private static Instant instant(LocalDateTime time, Clock clock) {
    return time.atZone(clock.getZone()).toInstant();
  }
}
