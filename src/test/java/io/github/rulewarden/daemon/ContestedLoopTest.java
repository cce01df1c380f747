package io.github.rulewarden.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.api.State;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.policy.plan.Step;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A loop while another program undoes the repairs of IPv4. */
@Timeout(600)
class ContestedLoopTest {
  private static final long SECOND = 1_000_000_000;

  private static final long MILLI = 1_000_000;

  private final LoopFixture fixture = LoopFixture.contested();

  @Test
  void eventsOfAContestedFamilyAreIgnoredDuringThePause() {
    fixture.events.nextTimeout(() -> {
      assertEquals(State.CONTESTED, fixture.state());
      assertEquals(Set.of(Family.IPV4), fixture.events.disregarded());
    });
    fixture.events.nextTimeout();
    fixture.run();
    assertEquals(List.of(500 * MILLI, 500 * MILLI), waitsOfMillis());
    assertEquals(State.OK, fixture.state());
    assertEquals(3, fixture.table.executed().size());
    assertEquals(Set.of(), fixture.events.disregarded());
  }

  @Test
  void theOtherFamilyIsRepairedMeanwhile() {
    fixture.events.nextChange(() -> fixture.table.set(Family.IPV6, FakeTable.INVERTED));
    fixture.run();
    assertEquals(FakeTable.RIGHT, fixture.table.listing(Family.IPV6));
    assertEquals(FakeTable.INVERTED, fixture.table.listing(Family.IPV4));
    assertEquals(Set.of(Family.IPV4), fixture.events.disregarded());
  }

  @Test
  void pollingDetectsThatTheOpponentHasStopped() {
    fixture.events.nextTimeout(() -> fixture.table.set(Family.IPV4, FakeTable.RIGHT));
    fixture.run();
    assertEquals(State.OK, fixture.state());
    assertEquals(Set.of(), fixture.events.disregarded());
    assertEquals(2, fixture.table.executed().size());
  }

  @Test
  void pollingIsRareIfRoundsTakeLong() {
    fixture.table.onRead(() -> fixture.clock.pass(Duration.ofMillis(4)));
    fixture.events.nextTimeout();
    fixture.run();
    assertEquals(List.of(800 * MILLI), waitsOfMillis().subList(0, 1));
  }

  @Test
  void eventsAreReportedAgainAfterAnOperatorsRepair() throws Exception {
    FutureTask<List<Step>> operator = fixture.nextOperatorRepair(() -> {});
    fixture.run();
    assertEquals(4, operator.get().size());
    assertEquals(Set.of(), fixture.events.disregarded());
  }

  /** Returns the waits for polling a contested family or for the end of a pause. */
  private List<Long> waitsOfMillis() {
    return fixture.events.waits().stream().filter(wait -> wait < SECOND).toList();
  }
}
