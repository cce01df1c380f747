package io.github.rulewarden.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchdogTest {
  private static final long OURS = 4711;

  @Test
  void aSignOfLifeIsDueTwiceInTheTime() {
    assertEquals(
        Optional.of(Duration.ofSeconds(15)),
        Watchdog.interval(Map.of("WATCHDOG_USEC", "30000000"), OURS));
    assertEquals(
        Optional.of(Duration.ofSeconds(15)),
        Watchdog.interval(Map.of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "4711"), OURS));
  }

  @Test
  void itIsNotForUsIfItNamesAnotherProcess() {
    assertEquals(
        Optional.empty(),
        Watchdog.interval(Map.of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "1"), OURS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "1", "-5", "soon", "99999999999999999999"})
  void whatIsNoTimeIsNoWatchdog(String time) {
    assertEquals(Optional.empty(), Watchdog.interval(Map.of("WATCHDOG_USEC", time), OURS));
  }

  /** Systemd knows "infinity"; a loop counts in nanoseconds. */
  @Test
  void theLongestTimeIsStillOneThatTheLoopCanCount() {
    String forever = Long.toString(Long.MAX_VALUE);
    Duration interval = Watchdog.interval(Map.of("WATCHDOG_USEC", forever), OURS).orElseThrow();
    assertEquals(Long.MAX_VALUE / 2 / 1000, interval.toNanos() / 1000);
  }

  @Test
  void withoutTheVariableThereIsNone() {
    assertEquals(Optional.empty(), Watchdog.interval(Map.of(), OURS));
  }
}
