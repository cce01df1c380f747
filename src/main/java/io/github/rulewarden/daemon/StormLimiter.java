package io.github.rulewarden.daemon;

/**
 * Limits the rate of rounds. Normally a round starts immediately after a change; in a storm of
 * changes that need no repair, one round handles all changes within 50 ms.
 */
final class StormLimiter {
  private static final long STORM_PAUSE_NANOS = 50_000_000;

  /**
   * The number of consecutive rounds without a repair after which a storm is assumed. wg-quick and
   * tailscaled make fewer changes.
   */
  private static final int MOST_IDLE_ROUNDS = 32;

  private int idleRounds;
  private long lastRound;

  /** How long to wait before the next round: 0 if there is no storm. */
  long pauseNanos(long nowNanos) {
    if (nowNanos - lastRound > STORM_PAUSE_NANOS) {
      idleRounds = 0;
    }
    return idleRounds < MOST_IDLE_ROUNDS
        ? 0
        : Math.max(0, lastRound + STORM_PAUSE_NANOS - nowNanos);
  }

  /** The result of a round. */
  enum RoundResult {
    REPAIR,
    NOTHING
  }

  /** Records a round. */
  void roundEnded(long nowNanos, RoundResult result) {
    idleRounds = result == RoundResult.REPAIR ? 0 : idleRounds + 1;
    lastRound = nowNanos;
  }
}
