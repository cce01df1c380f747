package io.github.rulewarden.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for conditions that no event announces, such as the end of another program's process. */
public final class Patience {
  /**
   * The time that a test waits for an expected condition. It only stops tests of a program that
   * hangs, and far exceeds the time that a busy machine needs.
   */
  public static final Duration LIMIT = Duration.ofMinutes(3);

  private static final long INTERVAL_MILLIS = 2;

  private Patience() {}

  /** Waits for {@code condition}; returns whether it came true before the {@link #LIMIT}. */
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
