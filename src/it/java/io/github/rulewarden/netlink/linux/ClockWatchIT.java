package io.github.rulewarden.netlink.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Scenario 25c: the watch reports a set clock, which the kernel reports in the same way as a
 * resume.
 */
@Timeout(600)
class ClockWatchIT {
  private static final long SECOND = 1_000_000_000;

  @Test
  void aJumpEndsTheWaitAndIsReportedOnce() throws Exception {
    try (ClockWatch clock = new ClockWatch();
        Poller poller = new Poller(1)) {
      poller.watch(clock);
      poller.await(0);
      assertFalse(poller.isReady(clock));
      assertFalse(clock.hasJumped());
      for (int i = 0; i < 3; i++) {
        boolean isPermitted = ClockJump.byOneNanosecond();
        poller.await(isPermitted ? 10 * SECOND : 0);
        assertEquals(isPermitted, poller.isReady(clock));
        assertEquals(isPermitted, clock.hasJumped());
        assertFalse(clock.hasJumped());
      }
    }
  }
}
