package io.github.rulewarden.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchdogTest {
  private static final long OWN_PID = 4711;

  @Test
  void aKeepAliveIsDueTwiceWithinTheTimeout() {
    assertEquals(
        Optional.of(Duration.ofSeconds(15)),
        Watchdog.interval(Map.of("WATCHDOG_USEC", "30000000"), OWN_PID));
    assertEquals(
        Optional.of(Duration.ofSeconds(15)),
        Watchdog.interval(Map.of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "4711"), OWN_PID));
  }

  @Test
  void theWatchdogOfAnotherProcessIsIgnored() {
    assertEquals(
        Optional.empty(),
        Watchdog.interval(Map.of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "1"), OWN_PID));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "1", "-5", "soon", "99999999999999999999"})
  void anInvalidTimeIsNoWatchdog(String time) {
    assertEquals(Optional.empty(), Watchdog.interval(Map.of("WATCHDOG_USEC", time), OWN_PID));
  }

  /** systemd allows "infinity"; the loop counts in nanoseconds. */
  @Test
  void theLongestTimeFitsIntoNanoseconds() {
    String forever = Long.toString(Long.MAX_VALUE);
    Duration interval = Watchdog.interval(Map.of("WATCHDOG_USEC", forever), OWN_PID).orElseThrow();
    assertEquals(Long.MAX_VALUE / 2 / 1000, interval.toNanos() / 1000);
  }

  @Test
  void withoutTheVariableThereIsNoWatchdog() {
    assertEquals(Optional.empty(), Watchdog.interval(Map.of(), OWN_PID));
  }
}
