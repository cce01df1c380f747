package io.github.rulewarden.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.daemon.Wakeup.Trigger;
import io.github.rulewarden.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Specifies what the loop reads again, and when. */
class FreshnessTest {
  private final LoopFixture fixture = LoopFixture.of(Policy.DEFAULT);

  @Test
  void theFirstReadIsCompleteAndTheReadsAfterARepairAreNot() {
    fixture.run();
    expect(Freshness.EVERYTHING, Freshness.CHANGED);
  }

  @ParameterizedTest
  @CsvSource({
    "RULES_CHANGED, CHANGED",
    "TOPOLOGY_CHANGED, CHANGED",
    "CLOCK_JUMPED, EVERYTHING",
    "EVENTS_LOST, EVERYTHING"
  })
  void aTriggerDeterminesTheNextRead(Trigger trigger, Freshness freshness) {
    fixture.events.nextChange(() -> {}, trigger);
    fixture.run();
    expect(Freshness.EVERYTHING, Freshness.CHANGED, freshness);
  }

  @Test
  void theFreshestOfSeveralTriggersCounts() {
    fixture.events.nextChange(() -> {}, Trigger.EVENTS_LOST, Trigger.RULES_CHANGED);
    fixture.run();
    expect(Freshness.EVERYTHING, Freshness.CHANGED, Freshness.EVERYTHING);
  }

  @Test
  void thePeriodicReadIsComplete() {
    fixture.events.nextTimeout();
    fixture.run();
    expect(Freshness.EVERYTHING, Freshness.CHANGED, Freshness.EVERYTHING);
  }

  @Test
  void theReadAfterAFailedOneIsComplete() {
    fixture.events.nextChange(() -> fixture.table.unreadable(Optional.of("EMFILE")));
    fixture.events.nextChange(() -> fixture.table.unreadable(Optional.empty()));
    fixture.run();
    expect(Freshness.EVERYTHING, Freshness.CHANGED, Freshness.CHANGED, Freshness.EVERYTHING);
  }

  @Test
  void everyReadContainsTailscalesTable() {
    fixture.run();
    for (ReadRequest request : fixture.table.requests()) {
      assertEquals(Policy.DEFAULT.tailscale().table(), request.tailnetTable());
    }
  }

  private void expect(Freshness... expected) {
    List<Freshness> requested = new ArrayList<>();
    for (ReadRequest request : fixture.table.requests()) {
      requested.add(request.freshness());
    }
    assertEquals(List.of(expected), requested);
  }
}
