package io.github.rulewarden.daemon;

import static io.github.rulewarden.daemon.ReconcilerFixture.kinds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Specifies the state that a process saves for the next one. */
class ReconcilerSavedStateTest extends LeakFixture {
  @Test
  void restoredRulesAreRemovedWithTheirTunnel() {
    restoreIpv4();
    removeTunnel();
    Round findings = fixture.runRound();
    assertEquals(List.of("Withdrawn ipv4"), kinds(findings));
    assertEquals(FLUSHED, table.listing(Family.IPV4));
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV6), "that is wg-quick's own");
  }

  @Test
  void theNextProcessAlsoRemovesRestoredRules() {
    FakeStateStore store = new FakeStateStore();
    fixture = ReconcilerFixture.of(table, Policy.DEFAULT, store);
    restoreIpv4();
    removeTunnel();
    fixture = ReconcilerFixture.of(table, Policy.DEFAULT, store);
    assertEquals(List.of("Withdrawn ipv4"), kinds(fixture.runRound()));
    assertEquals(FLUSHED, table.listing(Family.IPV4));
  }

  @Test
  void theNextProcessKnowsThePairsThatWereSeen() {
    FakeStateStore store = new FakeStateStore();
    ReconcilerFixture.of(table, Policy.DEFAULT, store).runRound();
    table.set(Family.IPV4, FLUSHED);
    fixture = ReconcilerFixture.of(table, Policy.DEFAULT, store);
    fixture.runRound();
    fixture.runRoundAfter(GRACE);
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
  }

  /**
   * The state is saved before the kernel is changed, so that it is complete if the process dies in
   * between.
   */
  @Test
  void aPlanIsSavedBeforeItIsExecuted() {
    FakeStateStore store = new FakeStateStore();
    table.set(Family.IPV4, FakeTable.INVERTED);
    List<Integer> pendingDeletes = new ArrayList<>();
    table.next(plan -> {
      pendingDeletes.add(store.saved().pendingDeletes().size());
      return table.apply(plan);
    });
    ReconcilerFixture.of(table, Policy.DEFAULT, store).runRound();
    assertEquals(List.of(2), pendingDeletes);
    assertEquals(List.of(), store.saved().pendingDeletes());
    assertEquals(2, store.saved().moves().size());
  }

  /**
   * The new pair has the form and the priority of the pair that was restored for the previous
   * tunnel.
   */
  @Test
  void aNewTunnelsPairIsNotMistakenForARestoredOne() {
    FakeStateStore store = new FakeStateStore();
    fixture = ReconcilerFixture.of(table, Policy.DEFAULT, store);
    restoreIpv4();
    table.links(FakeTable.TAILSCALE, new Link(9, "wg0", Link.Kind.WIREGUARD));
    table.defaultRoutes(new DefaultRoute(Family.IPV4, 51820, 9));
    table.set(Family.IPV4, FakeTable.INVERTED);
    fixture = ReconcilerFixture.of(table, Policy.DEFAULT, store);
    assertEquals(List.of("Inverted ipv4", "Repaired ipv4"), kinds(fixture.runRound()));
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
    fixture.runRound();
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
  }

  private void restoreIpv4() {
    flushIpv4();
    fixture.runRoundAfter(GRACE);
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
  }
}
