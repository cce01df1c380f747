package io.github.rulewarden.config;

import java.time.Duration;
import java.util.Optional;

/** Spans of time as systemd writes them: {@code 500ms}, {@code 60s}, {@code 1min 30s}. */
public final class Durations {
  private static final long MOST_MILLIS = Duration.ofDays(365).toMillis();

  private Durations() {}

  /** A span of at most a year; empty if the text is none. Numbers need a unit. */
  public static Optional<Duration> of(String text) {
    long millis = 0;
    int next = 0;
    do {
      int unit = endOfDigits(text, next);
      int end = endOfLetters(text, unit);
      long factor = millis(text.substring(unit, end));
      // Nine digits of the largest unit do not overflow a long.
      if (unit == next || unit - next > 9 || factor == 0) {
        return Optional.empty();
      }
      millis += Long.parseLong(text, next, unit, 10) * factor;
      next = end;
      while (next < text.length() && text.charAt(next) == ' ') {
        next++;
      }
    } while (next < text.length() && millis <= MOST_MILLIS);
    return millis <= MOST_MILLIS ? Optional.of(Duration.ofMillis(millis)) : Optional.empty();
  }

  private static int endOfDigits(String text, int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  private static int endOfLetters(String text, int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) >= 'a' && text.charAt(end) <= 'z') {
      end++;
    }
    return end;
  }

  private static long millis(String unit) {
    return switch (unit) {
      case "ms" -> 1;
      case "s" -> 1000;
      case "min" -> 60 * 1000;
      case "h" -> 60 * 60 * 1000;
      case "d" -> 24 * 60 * 60 * 1000;
      default -> 0;
    };
  }
}
