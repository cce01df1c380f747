package io.github.rulewarden.systemd;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** Reads the unit's {@code WatchdogSec=} ({@code man 3 sd_watchdog_enabled}). */
public final class Watchdog {
  /** The longest time whose nanoseconds fit into a long. */
  private static final long MAX_MICROS = Long.MAX_VALUE / 1000;

  private Watchdog() {}

  /**
   * Returns how often to send a keep-alive: after half of the time-out, as systemd's manual
   * recommends. Empty if there is no watchdog for this process.
   *
   * @param process the id of this process; the variables may be meant for another process, whose
   *     environment was inherited
   */
  public static Optional<Duration> interval(Map<String, String> environment, long process) {
    String intended = environment.getOrDefault("WATCHDOG_PID", "");
    if (!intended.isEmpty() && number(intended) != process) {
      return Optional.empty();
    }
    long limit = Math.min(number(environment.getOrDefault("WATCHDOG_USEC", "")), MAX_MICROS);
    return limit < 2 ? Optional.empty() : Optional.of(Duration.of(limit / 2, ChronoUnit.MICROS));
  }

  /** Returns zero for a text that is not a number. */
  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException other) {
      return 0;
    }
  }
}
