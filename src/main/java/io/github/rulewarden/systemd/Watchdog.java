package io.github.rulewarden.systemd;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** The unit's {@code WatchdogSec=} as the daemon is told it ({@code man 3 sd_watchdog_enabled}). */
public final class Watchdog {
  /** So that its nanoseconds can be counted. */
  private static final long MOST_MICROS = Long.MAX_VALUE / 1000;

  private Watchdog() {}

  /**
   * How often to give a sign of life: half of the time after which systemd takes the daemon for
   * dead, as its manual recommends. Empty if nobody waits for it.
   *
   * @param process our own; the variables may be meant for another, whose environment we inherited
   */
  public static Optional<Duration> interval(Map<String, String> environment, long process) {
    String meant = environment.getOrDefault("WATCHDOG_PID", "");
    if (!meant.isEmpty() && number(meant) != process) {
      return Optional.empty();
    }
    long limit = Math.min(number(environment.getOrDefault("WATCHDOG_USEC", "")), MOST_MICROS);
    return limit < 2 ? Optional.empty() : Optional.of(Duration.of(limit / 2, ChronoUnit.MICROS));
  }

  /** Zero for what is no number. */
  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException other) {
      return 0;
    }
  }
}
