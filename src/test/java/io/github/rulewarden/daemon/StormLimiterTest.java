package io.github.rulewarden.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.daemon.StormLimiter.RoundResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StormLimiterTest {
  private static final long MILLI = 1_000_000;

  private final StormLimiter limiter = new StormLimiter();
  private long now = 1_000_000 * MILLI;

  @Test
  void theFirstRoundIsImmediate() {
    assertEquals(0, limiter.pauseNanos(now));
  }

  @Test
  void wgQuickAndTailscaledCauseNoStorm() {
    for (int i = 0; i < 32; i++) {
      assertEquals(0, limiter.pauseNanos(now), "round " + i);
      runRound(RoundResult.NOTHING);
    }
  }

  @Test
  void inAStormOneRoundHandlesFiftyMilliseconds() {
    storm();
    assertEquals(50 * MILLI, limiter.pauseNanos(now));
    now += 20 * MILLI;
    assertEquals(30 * MILLI, limiter.pauseNanos(now));
    now += 30 * MILLI;
    runRound(RoundResult.NOTHING);
    assertEquals(50 * MILLI, limiter.pauseNanos(now), "and the next one");
  }

  @Test
  void aRepairEndsTheStorm() {
    storm();
    runRound(RoundResult.REPAIR);
    assertEquals(0, limiter.pauseNanos(now));
  }

  @Test
  void aQuietPeriodEndsTheStorm() {
    storm();
    now += 50 * MILLI + 1;
    assertEquals(0, limiter.pauseNanos(now));
    runRound(RoundResult.NOTHING);
    assertEquals(0, limiter.pauseNanos(now));
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE - 10 * MILLI})
  void worksForAnyClockValue(long start) {
    now = start;
    assertEquals(0, limiter.pauseNanos(now));
    storm();
    assertEquals(50 * MILLI, limiter.pauseNanos(now));
    assertEquals(10 * MILLI, limiter.pauseNanos(now + 40 * MILLI));
    assertEquals(0, limiter.pauseNanos(now + 51 * MILLI));
  }

  private void storm() {
    for (int i = 0; i < 32; i++) {
      runRound(RoundResult.NOTHING);
    }
  }

  private void runRound(RoundResult yield) {
    limiter.roundEnded(now, yield);
  }
}
