package io.github.rulewarden.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.fib.Family;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The reported duration of a repair that needs several rounds. */
class ReconcilerDurationTest {
  private static final String UNREADABLE = "The rules cannot be read: EBUSY.";

  private static final String REFUSED = "The kernel refused: EOPNOTSUPP.";

  private final ReconcilerFixture fixture =
      ReconcilerFixture.of(FakeTable.INVERTED, FakeTable.NO_VPN);
  private final FakeTable table = fixture.table;
  private final Reconciler reconciler = fixture.reconciler;

  /** Scenario 47. */
  @Test
  void theDurationStartsAtTheEventThatCausedTheRepair() {
    failToReadAfterThePlan();
    fixture.runRound();
    fixture.runRoundAfter(Duration.ofSeconds(1));
    fixture.clock.pass(Duration.ofSeconds(1));
    table.unreadable(Optional.empty());
    assertEquals(List.of(2_000_000L), durations(fixture.runRound()));
    assertEquals(2_000_000, reconciler.report().status().lastRepairDurationMicros());
  }

  @Test
  void theDurationDoesNotIncludeTheOtherFamilyOrAnEarlierRepair() {
    failToReadAfterThePlan();
    fixture.runRound();
    table.unreadable(Optional.empty());
    table.set(Family.IPV6, FakeTable.INVERTED);
    fixture.clock.pass(Duration.ofMillis(500));
    assertEquals(List.of(500_000L, 0L), durations(fixture.runRound()));
    assertEquals(0, reconciler.report().status().lastRepairDurationMicros(), "the last one's");
    fixture.clock.pass(Duration.ofMillis(500));
    table.set(Family.IPV4, FakeTable.INVERTED);
    assertEquals(List.of(0L), durations(fixture.runRound()));
  }

  @Test
  void theDurationDoesNotIncludeAnEarlierFailedRepair() {
    table.always(_ -> new Outcome.Failed(List.of(), REFUSED));
    fixture.runRound();
    table.always(table::apply);
    fixture.clock.pass(Duration.ofSeconds(1));
    assertEquals(List.of(0L), durations(fixture.runRound()));
  }

  @Test
  void theDurationIncludesTheTimeWithUnreadableRules() {
    table.unreadable(Optional.of(UNREADABLE));
    fixture.runRound();
    fixture.clock.pass(Duration.ofSeconds(1));
    table.unreadable(Optional.empty());
    assertEquals(List.of(1_000_000L), durations(fixture.runRound()));
    fixture.clock.pass(Duration.ofSeconds(1));
    table.set(Family.IPV4, FakeTable.INVERTED);
    assertEquals(List.of(0L), durations(fixture.runRound()));
  }

  private static List<Long> durations(Round findings) {
    List<Long> durations = new ArrayList<>();
    for (Event event : findings.events()) {
      if (event instanceof Event.Repaired repaired) {
        durations.add(repaired.durationMicros());
      }
    }
    return durations;
  }

  private void failToReadAfterThePlan() {
    table.next(plan -> {
      table.unreadable(Optional.of(UNREADABLE));
      return table.apply(plan);
    });
  }
}
