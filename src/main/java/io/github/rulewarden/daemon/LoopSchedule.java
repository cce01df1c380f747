package io.github.rulewarden.daemon;

import java.time.Duration;
import java.util.Optional;

/** When a loop looks at the rules although no event calls for it, and how long it waits for one. */
final class LoopSchedule {
  /** Nothing should ever be missed; should something be, it is found by then. */
  private static final long RESYNC_NANOS = 300_000_000_000L;

  private static final long QUIET_NANOS = 20_000_000;

  /** How soon the loop sees that the program that undid the repairs has given up. */
  private static final long GLANCE_NANOS = 500_000_000;

  /** Among thousands of rules a glance is no small thing: it may take this part of the time. */
  private static final long GLANCE_PART = 200;

  private final Clock clock;
  private final Duration alertness;
  private final StormLimiter storm = new StormLimiter();
  private long lastLookNanos;
  private long lookNanos;
  private Optional<Long> alertUntil = Optional.empty();

  /**
   * A schedule before the first look.
   *
   * @param alertness how long to stay awake after a repair
   */
  LoopSchedule(Clock clock, Duration alertness) {
    this.clock = clock;
    this.alertness = alertness;
  }

  /** Notes a look that has just ended. */
  void looked(long beginNanos, StormLimiter.Yield yield) {
    lastLookNanos = clock.nanos();
    lookNanos = lastLookNanos - beginNanos;
    storm.looked(lastLookNanos, yield);
    if (yield == StormLimiter.Yield.REPAIR) {
      alertUntil = Optional.of(lastLookNanos + alertness.toNanos());
    }
  }

  /** How long to let events queue up before the next look: 0 if there is no storm. */
  long stormPauseNanos() {
    return storm.pauseNanos(clock.nanos());
  }

  /** Whether a repair was so short a time ago that the loop does not sleep. */
  boolean isAlert() {
    return alertUntil.isPresent() && alertUntil.get() - clock.nanos() > 0;
  }

  /** The time until nothing has happened for long enough to warm up. */
  long untilQuietNanos() {
    return Math.max(0, lastLookNanos + QUIET_NANOS - clock.nanos());
  }

  /**
   * The time until the next look; 0 or less if it is due. Moments are compared by their difference:
   * the clock may run over.
   *
   * @param isContested whether somebody undoes the repairs of some family
   * @param wanted the moment at which the reconciler wants to look
   */
  long untilNextLookNanos(boolean isContested, Optional<Long> wanted) {
    long now = clock.nanos();
    long glance = Math.max(GLANCE_NANOS, GLANCE_PART * lookNanos);
    long left = lastLookNanos + (isContested ? glance : RESYNC_NANOS) - now;
    return wanted.isPresent() ? Math.min(left, wanted.get() - now) : left;
  }
}
