package io.github.rulewarden.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.policy.Policy.BudgetLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTest {
  private static final long SECOND = 1_000_000_000;
  private static final Rule CAPTURE =
      Listing.rule(Family.IPV4, "5209: not from all fwmark 0xca6c lookup 51820");
  private static final Rule SUPPRESS =
      Listing.rule(Family.IPV4, "5208: from all lookup main suppress_prefixlength 0");
  private static final int WG0 = 4;

  private final Budget budget =
      new Budget(new BudgetLimits(2, Duration.ofSeconds(60), Duration.ofSeconds(5)));
  private long now = 1000 * SECOND;

  @Test
  void repairsThatAreNotUndoneAreFree() {
    for (int tunnel = 1; tunnel <= 1000; tunnel++) {
      repair(CAPTURE, tunnel);
    }
    assertTrue(budget.allows(now));
    assertEquals(0, budget.pauses());
  }

  @Test
  void theTwoHalvesOfAPairDoNotCountAsUndone() {
    for (int i = 0; i < 3; i++) {
      repair(CAPTURE, WG0 + i);
      repair(SUPPRESS, WG0 + i);
    }
    assertEquals(0, budget.pauses());
  }

  @Test
  void aRuleAtAnotherPriorityIsTheSame() {
    repair(CAPTURE, WG0);
    repair(CAPTURE.at(5207), WG0);
    repair(CAPTURE.at(5205), WG0);
    assertTrue(budget.allows(now));
    repair(CAPTURE.at(5203), WG0);
    assertFalse(budget.allows(now));
  }

  @Test
  void severalRulesOfOneRepairCountOnce() {
    for (int i = 0; i < 3; i++) {
      budget.spend(List.of(new Footprint(CAPTURE, WG0), new Footprint(SUPPRESS, WG0)), now);
    }
    assertTrue(budget.allows(now));
  }

  @Test
  void oneRepairMoreThanAllowedPausesForASecond() {
    undo(2);
    assertTrue(budget.allows(now));
    undo(1);
    assertFalse(budget.allows(now));
    assertEquals(now + SECOND, budget.pausedUntil());
    assertFalse(budget.allows(now + SECOND - 1));
    assertTrue(budget.allows(now + SECOND));
  }

  @Test
  void pausesDoubleUpToTheMaximum() {
    undo(2);
    List<Long> pauses = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      undo(1);
      assertEquals(i, budget.pauses());
      pauses.add((budget.pausedUntil() - now) / SECOND);
      now = budget.pausedUntil();
    }
    assertEquals(List.of(1L, 2L, 4L, 5L, 5L), pauses);
  }

  @Test
  void aThousandPausesDoNotOverflow() {
    undo(3);
    for (int i = 0; i < 1000; i++) {
      now = budget.pausedUntil();
      undo(1);
      assertEquals(now + Math.min(2L << Math.min(i, 10), 5) * SECOND, budget.pausedUntil());
    }
  }

  @Test
  void undoneRepairsBeforeTheWindowAreForgotten() {
    undo(2);
    now += 60 * SECOND + 1;
    undo(2);
    assertTrue(budget.allows(now));
    undo(1);
    assertFalse(budget.allows(now));
  }

  @Test
  void aQuietWindowAfterThePauseResetsThePauses() {
    undo(4);
    assertEquals(2, budget.pauses());
    now = budget.pausedUntil() + 60 * SECOND + 1;
    undo(2);
    assertTrue(budget.allows(now));
    undo(1);
    assertEquals(now + SECOND, budget.pausedUntil(), "the first pause again");
  }

  @Test
  void lessThanAQuietWindowDoesNotResetThePauses() {
    undo(4);
    now = budget.pausedUntil() + 60 * SECOND;
    undo(1);
    assertEquals(3, budget.pauses());
  }

  @Test
  void aNewTunnelDoesNotEndThePauseOfTheOld() {
    undo(3);
    repair(CAPTURE, WG0 + 1);
    assertFalse(budget.allows(now));
    assertEquals(1, budget.pauses());
  }

  @Test
  void withoutAnyRepairsAllowedTheFirstUndoneOnePauses() {
    Budget none = new Budget(new BudgetLimits(0, Duration.ofSeconds(60), Duration.ofSeconds(5)));
    none.spend(List.of(new Footprint(CAPTURE, WG0)), now);
    assertTrue(none.allows(now));
    none.spend(List.of(new Footprint(CAPTURE, WG0)), now);
    assertFalse(none.allows(now));
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE, Long.MAX_VALUE - SECOND})
  void worksForAnyClockValue(long start) {
    now = start;
    undo(3);
    assertFalse(budget.allows(now));
    assertFalse(budget.allows(now + SECOND - 1));
    assertTrue(budget.allows(now + SECOND));
  }

  @Test
  void theNumberOfFootprintsIsBounded() {
    repair(CAPTURE, WG0);
    for (int tunnel = 1; tunnel <= 1024; tunnel++) {
      repair(SUPPRESS, tunnel);
    }
    for (int i = 0; i < 3; i++) {
      repair(CAPTURE, WG0);
    }
    assertEquals(0, budget.pauses(), "the first repair is forgotten, two were undone since");
    repair(CAPTURE, WG0);
    assertEquals(1, budget.pauses());
  }

  private void repair(Rule rule, int tunnel) {
    budget.spend(List.of(new Footprint(rule, tunnel)), now);
  }

  /** Runs repairs until this many of them were undone. */
  private void undo(int times) {
    if (!hasRepaired) {
      hasRepaired = true;
      repair(CAPTURE, WG0);
    }
    for (int i = 0; i < times; i++) {
      repair(CAPTURE, WG0);
    }
  }

  private boolean hasRepaired;
}
