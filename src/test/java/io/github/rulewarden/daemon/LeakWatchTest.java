package io.github.rulewarden.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.leak.Leak;
import io.github.rulewarden.state.IntactPair;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Specifies when a leak is reported and when it may be repaired, for any value of the clock. */
class LeakWatchTest {
  private static final long ALARM = LeakWatch.ALARM_NANOS;
  private static final long QUIET = LeakWatch.QUIET_NANOS;

  private static final Leak CERTAIN = leak(Family.IPV4, true);
  private static final Leak UNCERTAIN = leak(Family.IPV6, false);

  private final LeakWatch watch = new LeakWatch();

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE - QUIET})
  void isReportedOnceAndRepairableAfterTheQuietPeriod(long start) {
    assertEquals(List.of(), note(List.of(CERTAIN, UNCERTAIN), start));
    assertEquals(Optional.of(start + ALARM), watch.next(start));
    assertEquals(Optional.empty(), watch.alarm(Family.IPV4));
    assertEquals(List.of(CERTAIN, UNCERTAIN), note(List.of(CERTAIN, UNCERTAIN), start + ALARM));
    assertEquals(List.of(), note(List.of(CERTAIN, UNCERTAIN), start + ALARM));
    assertEquals(Optional.of(CERTAIN), watch.alarm(Family.IPV4));
    assertEquals(Optional.of(UNCERTAIN), watch.alarm(Family.IPV6));
    assertEquals(Optional.of(start + QUIET), watch.next(start + ALARM));
    assertEquals(List.of(), watch.repairable(start + QUIET - 1));
    assertEquals(List.of(CERTAIN), watch.repairable(start + QUIET));
    watch.restartQuietPeriod(start + QUIET);
    assertEquals(List.of(), watch.repairable(start + QUIET));
    assertEquals(List.of(CERTAIN), watch.repairable(start + 2 * QUIET));
  }

  @Test
  void aLeakThatEndedIsForgotten() {
    note(List.of(CERTAIN), 0);
    note(List.of(CERTAIN), ALARM);
    note(List.of(), ALARM);
    assertTrue(watch.isEmpty());
    assertEquals(Optional.empty(), watch.alarm(Family.IPV4));
    assertEquals(Optional.empty(), watch.next(ALARM));
    assertEquals(List.of(), note(List.of(CERTAIN), ALARM), "a new leak");
    assertEquals(List.of(CERTAIN), note(List.of(CERTAIN), 2 * ALARM));
  }

  /** The tunnel's traffic has no route, or another tunnel takes it. */
  @Test
  void aContainedLeakIsRepairableButNotReported() {
    watch.note(List.of(CERTAIN), List.of(), 0);
    assertEquals(List.of(), watch.note(List.of(CERTAIN), List.of(), ALARM));
    assertEquals(Optional.of(QUIET), watch.next(ALARM), "to repair it");
    assertEquals(Optional.empty(), watch.alarm(Family.IPV4));
    assertEquals(List.of(CERTAIN), watch.repairable(QUIET));
    assertEquals(List.of(CERTAIN), note(List.of(CERTAIN), QUIET), "exposed now");
    assertEquals(List.of(), watch.note(List.of(CERTAIN), List.of(), QUIET));
    assertEquals(Optional.empty(), watch.alarm(Family.IPV4), "contained again");
  }

  private List<Leak> note(List<Leak> exposed, long now) {
    return watch.note(exposed, exposed, now);
  }

  private static Leak leak(Family family, boolean isCertain) {
    IntactPair pair =
        new IntactPair(
            4,
            "wg0",
            Listing.rule(family, "5399: not from all fwmark 0xca6c lookup 51820"),
            Optional.empty(),
            Optional.empty());
    return new Leak(
        Leak.Kind.GONE,
        family,
        new Link(4, "wg0", Link.Kind.WIREGUARD),
        51820,
        isCertain ? Optional.of(pair) : Optional.empty(),
        Leak.Source.MEMORY);
  }
}
