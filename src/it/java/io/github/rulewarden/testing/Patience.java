package io.github.rulewarden.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what announces itself by no event: the end of somebody else's process. */
public final class Patience {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final long INTERVAL_MILLIS = 2;

  private Patience() {}

  /** Whether {@code condition} came true within five seconds. */
  public static boolean until(BooleanSupplier condition) {
    return until(condition, LIMIT);
  }

  /** Whether {@code condition} came true in time. */
  static boolean until(BooleanSupplier condition, Duration limit) {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - begin > limit.toNanos()) {
        return false;
      }
      try {
        Thread.sleep(INTERVAL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
