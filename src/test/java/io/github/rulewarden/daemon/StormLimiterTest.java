package io.github.rulewarden.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.daemon.StormLimiter.Yield;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StormLimiterTest {
  private static final long MILLI = 1_000_000;

  private final StormLimiter pace = new StormLimiter();
  private long now = 1_000_000 * MILLI;

  @Test
  void theFirstLookIsAtOnce() {
    assertEquals(0, pace.pauseNanos(now));
  }

  @Test
  void soIsEachOfWgQuicksAndTailscaledsCommands() {
    for (int i = 0; i < 32; i++) {
      assertEquals(0, pace.pauseNanos(now), "look " + i);
      look(Yield.NOTHING);
    }
  }

  @Test
  void inAStormOneLookServesFiftyMilliseconds() {
    storm();
    assertEquals(50 * MILLI, pace.pauseNanos(now));
    now += 20 * MILLI;
    assertEquals(30 * MILLI, pace.pauseNanos(now));
    now += 30 * MILLI;
    look(Yield.NOTHING);
    assertEquals(50 * MILLI, pace.pauseNanos(now), "and the next one");
  }

  @Test
  void aRepairEndsTheStorm() {
    storm();
    look(Yield.REPAIR);
    assertEquals(0, pace.pauseNanos(now));
  }

  @Test
  void soDoesQuiet() {
    storm();
    now += 50 * MILLI + 1;
    assertEquals(0, pace.pauseNanos(now));
    look(Yield.NOTHING);
    assertEquals(0, pace.pauseNanos(now));
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE - 10 * MILLI})
  void theClockMayStandAnywhere(long start) {
    now = start;
    assertEquals(0, pace.pauseNanos(now));
    storm();
    assertEquals(50 * MILLI, pace.pauseNanos(now));
    assertEquals(10 * MILLI, pace.pauseNanos(now + 40 * MILLI));
    assertEquals(0, pace.pauseNanos(now + 51 * MILLI));
  }

  private void storm() {
    for (int i = 0; i < 32; i++) {
      look(Yield.NOTHING);
    }
  }

  private void look(Yield yield) {
    pace.looked(now, yield);
  }
}
