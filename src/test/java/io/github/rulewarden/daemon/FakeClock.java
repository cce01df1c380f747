package io.github.rulewarden.daemon;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that tests advance. */
public final class FakeClock implements Clock {
  /** 2026-01-01 in microseconds. */
  static final long NEW_YEAR = 1_767_225_600_000_000L;

  private final long start;
  private final AtomicLong nanos;
  private volatile long step;

  public FakeClock() {
    this(1_000_000_000_000L);
  }

  FakeClock(long start) {
    this.start = start;
    this.nanos = new AtomicLong(start);
  }

  /** Advances the clock. */
  public void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  /** From now on each call of {@link #nanos()} advances the clock by this time. */
  void tick(Duration time) {
    step = time.toNanos();
  }

  @Override
  public long nanos() {
    return nanos.addAndGet(step);
  }

  @Override
  public long wallMicros() {
    return NEW_YEAR + (nanos.get() - start) / 1000;
  }
}
