package io.github.rulewarden.daemon;

import static io.github.rulewarden.daemon.OverseerFixture.kinds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.daemon.Overseer.Findings;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.manager.Event;
import io.github.rulewarden.manager.FamilyStatus;
import io.github.rulewarden.manager.State;
import io.github.rulewarden.manager.Status;
import io.github.rulewarden.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the overseer does when everything it does succeeds. */
class OverseerTest {
  private static final List<String> REPAIR =
      List.of(
          "ip -4 rule add priority 5399 not from all fwmark 0xca6c lookup 51820",
          "ip -4 rule add priority 5398 from all lookup main suppress_prefixlength 0",
          "ip -4 rule del priority 5209 not from all fwmark 0xca6c lookup 51820",
          "ip -4 rule del priority 5208 from all lookup main suppress_prefixlength 0");

  /** Else an heir takes the next rule that comes to the old place for what was to be deleted. */
  @Test
  void theJournalHearsThatWhatWasToBeDeletedIsGone() {
    KeptJournal journal = new KeptJournal();
    String capture =
        """
        0: from all lookup local
        5209: not from all fwmark 0xca6c lookup 51820
        5270: from all lookup 52
        32766: from all lookup main
        """;
    OverseerFixture fixture =
        OverseerFixture.of(
            FakeTable.of(capture, FakeTable.NO_VPN), OverseerFixture.allowing(10), journal);
    fixture.look();
    fixture.look();
    assertEquals(List.of(), journal.kept().leaving());
    assertEquals(1, journal.kept().moves().size());
  }

  @Test
  void anInversionIsReportedAndRepaired() {
    OverseerFixture fixture = OverseerFixture.of(FakeTable.INVERTED, FakeTable.RIGHT);
    long received = fixture.clock.nanos();
    fixture.table.always(plan -> {
      fixture.clock.pass(Duration.ofNanos(700_001));
      return fixture.table.carryOut(plan);
    });
    Findings findings = fixture.overseer.look(received, Optional.empty(), Overseer.Urge.POLICY);
    assertEquals(REPAIR, findings.steps());
    assertEquals(
        List.of(
            new Event.Inverted(
                "",
                Family.IPV4,
                "`5208: from all lookup main suppress_prefixlength 0` is asked before Tailscale's"
                    + " lookup at 5270.",
                ""),
            new Event.Repaired("", Family.IPV4, REPAIR, 701)),
        findings.events());
    assertEquals(FakeTable.RIGHT, fixture.table.listing(Family.IPV4));
    Status status = fixture.overseer.status();
    assertEquals(State.OK, status.state());
    assertEquals(1, status.repairs());
    assertEquals(1, status.inversions());
    assertEquals(701, status.lastRepairDurationMicros());
    assertEquals(FakeClock.NEW_YEAR + 700, status.lastRepairMicros());
    assertEquals(Optional.empty(), fixture.overseer.nextLook());
  }

  @Test
  void whereNothingIsToDoNothingIsDone() {
    OverseerFixture fixture = OverseerFixture.of(FakeTable.RIGHT, FakeTable.NO_VPN);
    for (int i = 0; i < 3; i++) {
      assertEquals(new Findings(List.of(), List.of()), fixture.look());
    }
    assertEquals(3, fixture.table.reads(), "one look each");
    assertEquals(List.of(), fixture.table.executed());
    assertEquals(Optional.empty(), fixture.overseer.nextLook());
  }

  @Test
  void eachFamilyIsOnItsOwn() {
    OverseerFixture fixture = OverseerFixture.of(FakeTable.NO_VPN, FakeTable.INVERTED);
    Findings findings = fixture.look();
    assertEquals(List.of("Inverted ipv6", "Repaired ipv6"), kinds(findings));
    assertEquals(FakeTable.RIGHT, fixture.table.listing(Family.IPV6));
    assertEquals(
        new FamilyStatus(
            "",
            Family.IPV4,
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
  void bothFamiliesAreRepairedInOneLookAndAddedUp() {
    OverseerFixture fixture = OverseerFixture.of(FakeTable.INVERTED, FakeTable.INVERTED);
    assertEquals(
        List.of("Inverted ipv4", "Inverted ipv6", "Repaired ipv4", "Repaired ipv6"),
        kinds(fixture.look()));
    assertEquals(2, fixture.table.reads(), "before and after");
    assertEquals(2, fixture.overseer.status().repairs());
    assertEquals(2, fixture.overseer.status().inversions());
  }

  @Test
  void aHalfBuiltPairIsRepairedAtOnceAndTheOtherHalfWhenItComes() {
    OverseerFixture fixture = OverseerFixture.of(FakeTable.NO_VPN, FakeTable.NO_VPN);
    fixture.table.set(
        Family.IPV4,
        """
        0: from all lookup local
        5209: not from all fwmark 0xca6c lookup 51820
        5270: from all lookup 52
        32766: from all lookup main
        """);
    assertEquals(List.of("Inverted ipv4", "Repaired ipv4"), kinds(fixture.look()));
    fixture.table.set(
        Family.IPV4,
        """
        0: from all lookup local
        5269: from all lookup main suppress_prefixlength 0
        5270: from all lookup 52
        5399: not from all fwmark 0xca6c lookup 51820
        32766: from all lookup main
        """);
    assertEquals(List.of("Inverted ipv4", "Repaired ipv4"), kinds(fixture.look()));
    assertEquals(FakeTable.RIGHT, fixture.table.listing(Family.IPV4));
    assertEquals(State.OK, fixture.state(Family.IPV4));
  }

  @Test
  void anInversionThatLastsIsCountedOnce() {
    OverseerFixture fixture =
        OverseerFixture.of(
            FakeTable.of(FakeTable.INVERTED, FakeTable.NO_VPN), OverseerFixture.observing());
    assertEquals(List.of("Inverted ipv4"), kinds(fixture.look()));
    for (int i = 0; i < 3; i++) {
      assertEquals(List.of(), fixture.look().events());
    }
    assertEquals(1, fixture.overseer.status().inversions());
    fixture.table.set(Family.IPV4, FakeTable.RIGHT);
    fixture.look();
    fixture.table.set(Family.IPV4, FakeTable.INVERTED);
    assertEquals(List.of("Inverted ipv4"), kinds(fixture.look()));
    assertEquals(2, fixture.overseer.status().inversions());
  }

  @Test
  void somebodyElsesRepairIsNotOurs() {
    OverseerFixture fixture =
        OverseerFixture.of(
            FakeTable.of(FakeTable.INVERTED, FakeTable.NO_VPN), OverseerFixture.observing());
    fixture.look();
    fixture.table.set(Family.IPV4, FakeTable.RIGHT);
    assertEquals(List.of(), fixture.look().events());
    assertEquals(0, fixture.overseer.status().repairs());
    assertEquals(0, fixture.overseer.status().lastRepairMicros());
  }

  @Test
  void observingChangesNothingAndSaysSo() {
    OverseerFixture fixture =
        OverseerFixture.of(
            FakeTable.of(FakeTable.INVERTED, FakeTable.INVERTED), OverseerFixture.observing());
    fixture.look();
    assertEquals(List.of(), fixture.table.executed());
    assertEquals(State.INVERTED, fixture.overseer.status().state());
    assertEquals(
        "`5208: from all lookup main suppress_prefixlength 0` is asked before Tailscale's lookup at"
            + " 5270. The mode is observe: nothing is changed.",
        fixture.overseer.status().reason());
    assertEquals(Optional.empty(), fixture.overseer.nextLook(), "nothing to wait for");
  }

  @Test
  void aCommandRepairsWhileObserving() {
    OverseerFixture fixture =
        OverseerFixture.of(
            FakeTable.of(FakeTable.INVERTED, FakeTable.RIGHT), OverseerFixture.observing());
    fixture.look();
    Findings findings = fixture.command();
    assertEquals(REPAIR, findings.steps());
    assertEquals(List.of("Repaired ipv4"), kinds(findings));
    assertEquals(Optional.empty(), fixture.overseer.complaint());
    assertEquals(State.OK, fixture.overseer.status().state());
  }

  @Test
  void aCommandWithNothingToDoDoesNothing() {
    OverseerFixture fixture = OverseerFixture.of(FakeTable.RIGHT, FakeTable.NO_VPN);
    assertEquals(new Findings(List.of(), List.of()), fixture.command());
    assertEquals(Optional.empty(), fixture.overseer.complaint());
  }

  @Test
  void anOverseerOfOneFamilyLeavesTheOtherAlone() {
    FakeTable table = FakeTable.of(FakeTable.INVERTED, FakeTable.INVERTED);
    Overseer overseer =
        Overseer.once(
            Policy.DEFAULT,
            table,
            new FakeClock(),
            Optional.empty(),
            Journal.NONE,
            java.util.Set.of(Family.IPV6));
    assertTrue(overseer.repairNow().steps().getFirst().startsWith("ip -6 rule add"));
    assertEquals(FakeTable.INVERTED, table.listing(Family.IPV4));
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV6));
    assertEquals(Optional.empty(), overseer.complaint());
    assertEquals(1, overseer.status().families().size());
  }

  @Test
  void theLaddersAreTheOnesLastRead() {
    OverseerFixture fixture = OverseerFixture.of(FakeTable.INVERTED, FakeTable.NO_VPN);
    fixture.look();
    assertEquals(2, fixture.overseer.ladders().size());
    assertEquals(Family.IPV4, fixture.overseer.ladders().get(0).family());
    assertEquals(5, fixture.overseer.ladders().get(0).rungs().size());
    assertEquals(1, fixture.overseer.ladders().get(0).lastLookup(), "after the repair");
  }
}
