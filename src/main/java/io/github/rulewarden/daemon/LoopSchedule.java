package io.github.rulewarden.daemon;

import java.time.Duration;
import java.util.Optional;

/** Decides when a loop starts a round without an event, and how long it waits for an event. */
final class LoopSchedule {
  /** If an event was missed, a read of everything finds its effect after this time at most. */
  private static final long RESYNC_NANOS = 300_000_000_000L;

  private static final long QUIET_NANOS = 20_000_000;

  /** How soon the loop notices that the opponent has stopped undoing repairs. */
  private static final long CONTESTED_POLL_NANOS = 500_000_000;

  /**
   * With thousands of rules a round is expensive. The loop waits this many times the duration of
   * the last round before it polls again.
   */
  private static final long CONTESTED_POLL_SHARE = 200;

  private final Clock clock;
  private final Duration busyPoll;
  private final StormLimiter storm = new StormLimiter();
  private long lastRoundNanos;
  private long roundNanos;
  private Optional<Long> busyPollUntil = Optional.empty();

  /**
   * A schedule before the first round.
   *
   * @param busyPoll how long to poll without sleeping after a repair
   */
  LoopSchedule(Clock clock, Duration busyPoll) {
    this.clock = clock;
    this.busyPoll = busyPoll;
  }

  /** Records a round that has just ended. */
  void roundEnded(long beginNanos, StormLimiter.RoundResult result) {
    lastRoundNanos = clock.nanos();
    roundNanos = lastRoundNanos - beginNanos;
    storm.roundEnded(lastRoundNanos, result);
    if (result == StormLimiter.RoundResult.REPAIR) {
      busyPollUntil = Optional.of(lastRoundNanos + busyPoll.toNanos());
    }
  }

  /** How long to let events queue up before the next round: 0 if there is no storm. */
  long stormPauseNanos() {
    return storm.pauseNanos(clock.nanos());
  }

  /** Whether the loop still polls without sleeping after a repair. */
  boolean isBusyPolling() {
    return busyPollUntil.isPresent() && busyPollUntil.get() - clock.nanos() > 0;
  }

  /** The time until the loop has been quiet for long enough to warm up. */
  long untilQuietNanos() {
    return Math.max(0, lastRoundNanos + QUIET_NANOS - clock.nanos());
  }

  /**
   * The time until the next round; 0 or less if it is due. Moments are compared by their
   * difference, because the clock may overflow.
   *
   * @param isContested whether another program undoes the repairs of some family
   * @param wanted the moment at which the reconciler requests a round
   */
  long untilNextRoundNanos(boolean isContested, Optional<Long> wanted) {
    long now = clock.nanos();
    long contestedPoll = Math.max(CONTESTED_POLL_NANOS, CONTESTED_POLL_SHARE * roundNanos);
    long left = lastRoundNanos + (isContested ? contestedPoll : RESYNC_NANOS) - now;
    return wanted.isPresent() ? Math.min(left, wanted.get() - now) : left;
  }
}
