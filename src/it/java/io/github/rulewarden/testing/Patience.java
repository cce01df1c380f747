package io.github.rulewarden.testing;

import java.util.function.BooleanSupplier;

/** Waits for what announces itself by no event: the end of somebody else's process. */
final class Patience {
  private static final long LIMIT_NANOS = 5_000_000_000L;
  private static final long INTERVAL_MILLIS = 2;

  private Patience() {}

  /** Whether {@code condition} came true within five seconds. */
  static boolean until(BooleanSupplier condition) {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - begin > LIMIT_NANOS) {
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
