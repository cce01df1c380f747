package io.github.rulewarden.systemd;

import io.github.rulewarden.daemon.Clock;
import io.github.rulewarden.daemon.Heartbeat;
import java.time.Duration;

/** Sends keep-alives to systemd's watchdog while the loop runs, at most once per interval. */
public final class WatchdogHeartbeat implements Heartbeat {
  private final Notifier notifier;
  private final Clock clock;
  private final long intervalNanos;
  private long lastBeat;

  public WatchdogHeartbeat(Notifier notifier, Duration interval, Clock clock) {
    this.notifier = notifier;
    this.clock = clock;
    this.intervalNanos = interval.toNanos();
    this.lastBeat = clock.nanos();
  }

  @Override
  public long intervalNanos() {
    return Math.max(0, lastBeat + intervalNanos - clock.nanos());
  }

  @Override
  public void beat() {
    long now = clock.nanos();
    if (now - lastBeat >= intervalNanos) {
      lastBeat = now;
      notifier.alive();
    }
  }
}
