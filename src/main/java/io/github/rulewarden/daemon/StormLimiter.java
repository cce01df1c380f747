package io.github.rulewarden.daemon;

/**
 * How soon after one look at the rules the next may follow. A change is looked at without delay;
 * only in a storm of changes that need no repair does one look serve for all that comes within 50
 * ms.
 */
final class StormLimiter {
  private static final long STORM_PAUSE_NANOS = 50_000_000;

  /**
   * So many looks in a row may be in vain before it counts as a storm. wg-quick and tailscaled make
   * fewer changes.
   */
  private static final int CALM = 32;

  private int inVain;
  private long lastLook;

  /** How long to wait before looking, from now: 0 if not in a storm. */
  long pauseNanos(long nowNanos) {
    if (nowNanos - lastLook > STORM_PAUSE_NANOS) {
      inVain = 0;
    }
    return inVain < CALM ? 0 : Math.max(0, lastLook + STORM_PAUSE_NANOS - nowNanos);
  }

  /** What came of a look. */
  enum Yield {
    REPAIR,
    NOTHING
  }

  /** Notes a look. */
  void looked(long nowNanos, Yield yield) {
    inVain = yield == Yield.REPAIR ? 0 : inVain + 1;
    lastLook = nowNanos;
  }
}
