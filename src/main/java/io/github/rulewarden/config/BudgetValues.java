package io.github.rulewarden.config;

import java.time.Duration;
import java.util.Optional;

/** What the keys of {@code [budget]} take. */
final class BudgetValues {
  private static final int MOST_REPAIRS = 1_000_000;
  private static final Duration SHORTEST_WINDOW = Duration.ofMillis(1);

  /** The first pause; those that follow are longer. */
  private static final Duration SHORTEST_BACKOFF = Duration.ofSeconds(1);

  private BudgetValues() {}

  static int repairs(Setting setting) throws ConfigurationException {
    if (setting.value() instanceof Value.Whole(long number)
        && 1 <= number
        && number <= MOST_REPAIRS) {
      return (int) number;
    }
    throw setting.unlike("a number from 1 to " + MOST_REPAIRS);
  }

  static Duration window(Setting setting) throws ConfigurationException {
    return duration(setting, SHORTEST_WINDOW, "from 1ms to 365d such as \"60s\"");
  }

  static Duration maxBackoff(Setting setting) throws ConfigurationException {
    return duration(setting, SHORTEST_BACKOFF, "from 1s to 365d such as \"5min\"");
  }

  private static Duration duration(Setting setting, Duration shortest, String bounds)
      throws ConfigurationException {
    Optional<Duration> duration =
        setting.value() instanceof Value.Text(String text) ? Durations.of(text) : Optional.empty();
    if (duration.isEmpty() || duration.get().compareTo(shortest) < 0) {
      throw setting.unlike("a duration in ms, s, min, h or d, " + bounds);
    }
    return duration.get();
  }
}
