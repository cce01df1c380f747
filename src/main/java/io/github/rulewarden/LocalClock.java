package io.github.rulewarden;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The system's clock in the system's zone. Which zone that is, is found out by who shows a time: to
 * read the zones takes a tenth of the daemon's start, and it shows none.
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
