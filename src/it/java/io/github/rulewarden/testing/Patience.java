package io.github.rulewarden.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what announces itself by no event: the end of somebody else's process. */
public final class Patience {
  /**
   * How long a test waits for what has to come. This is a safety net for a program that hangs, far
   * beyond what a busy machine takes.
   */
  public static final Duration LIMIT = Duration.ofMinutes(3);

  private static final long INTERVAL_MILLIS = 2;

  private Patience() {}

  /** Whether {@code condition} came true before the {@link #LIMIT}. */
  public static boolean until(BooleanSupplier condition) {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - begin > LIMIT.toNanos()) {
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
