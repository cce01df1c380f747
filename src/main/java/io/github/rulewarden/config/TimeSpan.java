package io.github.rulewarden.config;

import java.time.Duration;
import java.util.Optional;

/** Time spans in the notation of systemd.time(7): {@code 500ms}, {@code 60s}, {@code 1min 30s}. */
public final class TimeSpan {
  private static final long MAX_MILLIS = Duration.ofDays(365).toMillis();

  private TimeSpan() {}

  /** A duration of at most a year; empty for any other text. Each number needs a unit. */
  public static Optional<Duration> parse(String text) {
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
    } while (next < text.length() && millis <= MAX_MILLIS);
    return millis <= MAX_MILLIS ? Optional.of(Duration.ofMillis(millis)) : Optional.empty();
  }

  /** Prints a duration in the largest unit of which it is at least two: 60s, 5min. */
  static String print(Duration duration) {
    long millis = duration.toMillis();
    String[] units = {"d", "h", "min", "s"};
    for (String unit : units) {
      long size = millis(unit);
      if (millis % size == 0 && millis / size >= 2) {
        return millis / size + unit;
      }
    }
    return millis == 1000 ? "1s" : millis + "ms";
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
