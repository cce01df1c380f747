package io.github.rulewarden.daemon;

import static io.github.rulewarden.daemon.ReconcilerFixture.kinds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.FamilyStatus;
import io.github.rulewarden.api.State;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.plan.Step;
import io.github.rulewarden.text.StepText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rounds in which every step succeeds. */
class ReconcilerTest {
  private static final List<String> REPAIR =
      List.of(
          "ip -4 rule add priority 5399 not from all fwmark 0xca6c lookup 51820",
          "ip -4 rule add priority 5398 from all lookup main suppress_prefixlength 0",
          "ip -4 rule del priority 5209 not from all fwmark 0xca6c lookup 51820",
          "ip -4 rule del priority 5208 from all lookup main suppress_prefixlength 0");

  /**
   * Otherwise the next process would mistake a new rule at the old priority for the one to delete.
   */
  @Test
  void completedDeletesAreRemovedFromTheSavedState() {
    FakeStateStore store = new FakeStateStore();
    String capture =
        """
        0: from all lookup local
        5209: not from all fwmark 0xca6c lookup 51820
        5270: from all lookup 52
        32766: from all lookup main
        """;
    ReconcilerFixture fixture =
        ReconcilerFixture.of(
            FakeTable.of(capture, FakeTable.NO_VPN), ReconcilerFixture.allowing(10), store);
    fixture.runRound();
    fixture.runRound();
    assertEquals(List.of(), store.saved().pendingDeletes());
    assertEquals(1, store.saved().moves().size());
  }

  @Test
  void anInversionIsReportedAndRepaired() {
    ReconcilerFixture fixture = ReconcilerFixture.of(FakeTable.INVERTED, FakeTable.RIGHT);
    long received = fixture.clock.nanos();
    fixture.table.always(plan -> {
      fixture.clock.pass(Duration.ofNanos(700_001));
      return fixture.table.apply(plan);
    });
    Round findings =
        fixture.reconciler.reconcile(
            Initiator.POLICY, Freshness.CHANGED, received, Optional.empty());
    assertEquals(REPAIR, StepText.commands(findings.steps()));
    assertEquals(
        List.of(
            new Event.Inverted(
                Scope.OWN.of(Family.IPV4),
                "`5208: from all lookup main suppress_prefixlength 0` is evaluated before Tailscale's"
                    + " lookup at 5270.",
                ""),
            new Event.Repaired(Scope.OWN.of(Family.IPV4), findings.steps(), 701)),
        findings.events());
    assertEquals(FakeTable.RIGHT, fixture.table.listing(Family.IPV4));
    Status status = fixture.reconciler.report().status();
    assertEquals(State.OK, status.state());
    assertEquals(1, status.repairs());
    assertEquals(1, status.inversions());
    assertEquals(701, status.lastRepairDurationMicros());
    assertEquals(FakeClock.NEW_YEAR + 700, status.lastRepairMicros());
    assertEquals(Optional.empty(), fixture.reconciler.nextRound());
  }

  @Test
  void withoutAnInversionNothingIsDone() {
    ReconcilerFixture fixture = ReconcilerFixture.of(FakeTable.RIGHT, FakeTable.NO_VPN);
    for (int i = 0; i < 3; i++) {
      ReconcilerFixture.expectNothing(fixture.runRound());
    }
    assertEquals(3, fixture.table.reads(), "one round each");
    assertEquals(List.of(), fixture.table.executed());
    assertEquals(Optional.empty(), fixture.reconciler.nextRound());
  }

  @Test
  void familiesAreIndependent() {
    ReconcilerFixture fixture = ReconcilerFixture.of(FakeTable.NO_VPN, FakeTable.INVERTED);
    Round findings = fixture.runRound();
    assertEquals(List.of("Inverted ipv6", "Repaired ipv6"), kinds(findings));
    assertEquals(FakeTable.RIGHT, fixture.table.listing(Family.IPV6));
    assertEquals(
        new FamilyStatus(
            Scope.OWN.of(Family.IPV4),
            State.IDLE,
            "No VPN rule was recognised here, so there is nothing to keep behind Tailscale.",
            0,
            0),
        fixture.status(Family.IPV4));
    assertEquals(State.OK, fixture.state(Family.IPV6));
    assertEquals(1, fixture.status(Family.IPV6).repairs());
    assertEquals(1, fixture.status(Family.IPV6).inversions());
  }

  @Test
  void bothFamiliesAreRepairedInOneRoundAndCounted() {
    ReconcilerFixture fixture = ReconcilerFixture.of(FakeTable.INVERTED, FakeTable.INVERTED);
    assertEquals(
        List.of("Inverted ipv4", "Inverted ipv6", "Repaired ipv4", "Repaired ipv6"),
        kinds(fixture.runRound()));
    assertEquals(2, fixture.table.reads(), "before and after");
    assertEquals(2, fixture.reconciler.report().status().repairs());
    assertEquals(2, fixture.reconciler.report().status().inversions());
  }

  @Test
  void theHalvesOfAPairAreRepairedOneAfterTheOther() {
    ReconcilerFixture fixture = ReconcilerFixture.of(FakeTable.NO_VPN, FakeTable.NO_VPN);
    fixture.table.set(
        Family.IPV4,
        """
        0: from all lookup local
        5209: not from all fwmark 0xca6c lookup 51820
        5270: from all lookup 52
        32766: from all lookup main
        """);
    assertEquals(List.of("Inverted ipv4", "Repaired ipv4"), kinds(fixture.runRound()));
    fixture.table.set(
        Family.IPV4,
        """
        0: from all lookup local
        5269: from all lookup main suppress_prefixlength 0
        5270: from all lookup 52
        5399: not from all fwmark 0xca6c lookup 51820
        32766: from all lookup main
        """);
    assertEquals(List.of("Inverted ipv4", "Repaired ipv4"), kinds(fixture.runRound()));
    assertEquals(FakeTable.RIGHT, fixture.table.listing(Family.IPV4));
    assertEquals(State.OK, fixture.state(Family.IPV4));
  }

  @Test
  void anInversionThatLastsIsCountedOnce() {
    ReconcilerFixture fixture =
        ReconcilerFixture.of(
            FakeTable.of(FakeTable.INVERTED, FakeTable.NO_VPN), ReconcilerFixture.observing());
    assertEquals(List.of("Inverted ipv4"), kinds(fixture.runRound()));
    for (int i = 0; i < 3; i++) {
      assertEquals(List.of(), fixture.runRound().events());
    }
    assertEquals(1, fixture.reconciler.report().status().inversions());
    fixture.table.set(Family.IPV4, FakeTable.RIGHT);
    fixture.runRound();
    fixture.table.set(Family.IPV4, FakeTable.INVERTED);
    assertEquals(List.of("Inverted ipv4"), kinds(fixture.runRound()));
    assertEquals(2, fixture.reconciler.report().status().inversions());
  }

  @Test
  void aRepairByAnotherProgramIsNotReported() {
    ReconcilerFixture fixture =
        ReconcilerFixture.of(
            FakeTable.of(FakeTable.INVERTED, FakeTable.NO_VPN), ReconcilerFixture.observing());
    fixture.runRound();
    fixture.table.set(Family.IPV4, FakeTable.RIGHT);
    assertEquals(List.of(), fixture.runRound().events());
    assertEquals(0, fixture.reconciler.report().status().repairs());
    assertEquals(0, fixture.reconciler.report().status().lastRepairMicros());
  }

  @Test
  void theModeObserveChangesNothing() {
    ReconcilerFixture fixture =
        ReconcilerFixture.of(
            FakeTable.of(FakeTable.INVERTED, FakeTable.INVERTED), ReconcilerFixture.observing());
    fixture.runRound();
    assertEquals(List.of(), fixture.table.executed());
    assertEquals(State.INVERTED, fixture.reconciler.report().status().state());
    assertEquals(
        "`5208: from all lookup main suppress_prefixlength 0` is evaluated before Tailscale's lookup at"
            + " 5270. The mode is observe: nothing is changed.",
        fixture.reconciler.report().status().reason());
    assertEquals(Optional.empty(), fixture.reconciler.nextRound(), "nothing to wait for");
  }

  @Test
  void anOperatorsRepairWorksInTheModeObserve() {
    ReconcilerFixture fixture =
        ReconcilerFixture.of(
            FakeTable.of(FakeTable.INVERTED, FakeTable.RIGHT), ReconcilerFixture.observing());
    fixture.runRound();
    Round findings = fixture.repairByOperator();
    assertEquals(REPAIR, StepText.commands(findings.steps()));
    assertEquals(List.of("Repaired ipv4"), kinds(findings));
    assertEquals(Optional.empty(), fixture.reconciler.report().failure());
    assertEquals(State.OK, fixture.reconciler.report().status().state());
  }

  @Test
  void anOperatorsRepairInTheRightOrderDoesNothing() {
    ReconcilerFixture fixture = ReconcilerFixture.of(FakeTable.RIGHT, FakeTable.NO_VPN);
    ReconcilerFixture.expectNothing(fixture.repairByOperator());
    assertEquals(Optional.empty(), fixture.reconciler.report().failure());
  }

  @Test
  void aReconcilerOfOneFamilyLeavesTheOtherAlone() {
    FakeTable table = FakeTable.of(FakeTable.INVERTED, FakeTable.INVERTED);
    Reconciler reconciler =
        new Reconciler(
            Scope.OWN,
            Set.of(Family.IPV6),
            new Settings(Policy.DEFAULT, List.of()),
            table,
            TunnelSettingsSource.NONE,
            _ -> "",
            new FakeClock(),
            Optional.empty(),
            StateStore.NONE);
    Round round = reconciler.reconcile(Initiator.OPERATOR, Freshness.CHANGED, 0, Optional.empty());
    assertInstanceOf(Step.Add.class, round.steps().getFirst());
    assertEquals(Family.IPV6, round.steps().getFirst().rule().family());
    assertEquals(FakeTable.INVERTED, table.listing(Family.IPV4));
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV6));
    assertEquals(Optional.empty(), reconciler.report().failure());
    assertEquals(1, reconciler.report().status().families().size());
  }

  @Test
  void theLaddersAreThoseLastRead() {
    ReconcilerFixture fixture = ReconcilerFixture.of(FakeTable.INVERTED, FakeTable.NO_VPN);
    fixture.runRound();
    assertEquals(2, fixture.reconciler.report().ladders().size());
    assertEquals(Family.IPV4, fixture.reconciler.report().ladders().get(0).family());
    assertEquals(5, fixture.reconciler.report().ladders().get(0).entries().size());
    assertEquals(1, fixture.reconciler.report().ladders().get(0).lastLookup(), "after the repair");
  }
}
