package io.github.rulewarden.systemd;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.daemon.Clock;
import io.github.rulewarden.fuzz.Target;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The watchdog's variables, a line each: WATCHDOG_USEC, WATCHDOG_PID. */
public final class WatchdogFuzz implements Target {
  private static final int PROCESS = 4711;

  @Override
  public Object feed(byte[] input) {
    String[] lines = new String(input, StandardCharsets.UTF_8).split("\n", 2);
    Map<String, String> environment =
        Map.of("WATCHDOG_USEC", lines[0], "WATCHDOG_PID", lines.length > 1 ? lines[1] : "");
    Optional<Duration> interval = Watchdog.interval(environment, PROCESS);
    if (interval.isPresent()) {
      assertTrue(interval.get().isPositive(), interval.get()::toString);
      WatchdogHeartbeat heartbeat =
          new WatchdogHeartbeat(new Notifier(Optional.of(_ -> {})), interval.get(), Clock.system());
      assertTrue(heartbeat.intervalNanos() >= 0);
    }
    return interval;
  }
}
