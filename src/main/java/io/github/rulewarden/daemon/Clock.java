package io.github.rulewarden.daemon;

import java.time.Instant;

/** A source of time that tests can replace. */
public interface Clock {
  /** Nanoseconds since an arbitrary moment; never decreases. */
  long nanos();

  /** Microseconds since 1970 (CLOCK_REALTIME). */
  long wallMicros();

  /** The system's clock. */
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
