package io.github.rulewarden.daemon;

import java.time.Instant;

/** The time, so that tests can let it pass. */
public interface Clock {
  /** Nanoseconds since some moment; never goes back. */
  long nanos();

  /** Microseconds since 1970 (CLOCK_REALTIME). */
  long wallMicros();

  /** The machine's. */
  static Clock system() {
    return new Clock() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public long wallMicros() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
      }
    };
  }
}
