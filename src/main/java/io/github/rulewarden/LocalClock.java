package io.github.rulewarden;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The system's clock in the system's time zone. The zone is determined only when a time is printed:
 * reading the zones takes a tenth of the daemon's start, and the daemon prints no local time.
 */
final class LocalClock extends Clock {
  private static final Clock CLOCK = Clock.systemUTC();

  @Override
  public ZoneId getZone() {
    return ZoneId.systemDefault();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return CLOCK.withZone(zone);
  }

  @Override
  public Instant instant() {
    return CLOCK.instant();
  }
}
