package io.github.rulewarden.daemon;

import static io.github.rulewarden.daemon.ReconcilerFixture.kinds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.ManagerException.Kind;
import io.github.rulewarden.api.State;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.policy.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the overseer does when a plan does not get to its end, or the rules cannot be read. */
class ReconcilerSetbackTest {
  private static final long SECOND = 1_000_000_000;
  private static final String SUPPRESS_IS_AHEAD =
      "`5208: from all lookup main suppress_prefixlength 0` is asked before Tailscale's lookup at"
          + " 5270.";
  private static final String REFUSED = "The kernel refused: EOPNOTSUPP.";

  private final ReconcilerFixture fixture =
      ReconcilerFixture.of(FakeTable.INVERTED, FakeTable.NO_VPN);
  private final FakeTable table = fixture.table;
  private final Reconciler reconciler = fixture.reconciler;

  @Test
  void whoWasOvertakenLooksAgainAtOnce() {
    table.next(_ -> new Outcome.Overtaken(List.of(), "somebody was faster"));
    assertEquals(List.of("Inverted ipv4", "Repaired ipv4"), kinds(fixture.look()));
    assertEquals(2, table.executed().size());
    assertEquals(3, table.reads());
    assertEquals(Optional.empty(), reconciler.nextLook());
  }

  @Test
  void butNotForEver() {
    table.always(_ -> new Outcome.Overtaken(List.of(), "somebody was faster"));
    assertEquals(List.of("Inverted ipv4"), kinds(fixture.look()));
    assertEquals(4, table.executed().size());
    assertEquals(Optional.of(fixture.clock.nanos() + SECOND), reconciler.nextLook());
    assertEquals(State.INVERTED, fixture.state(Family.IPV4));
    fixture.clock.pass(Duration.ofSeconds(1));
    table.always(table::carryOut);
    assertEquals(List.of("Repaired ipv4"), kinds(fixture.look()));
    assertEquals(Optional.empty(), reconciler.nextLook());
  }

  @Test
  void aRuleThatItsOwnerRemovedIsNoRepair() {
    table.next(plan -> {
      table.set(Family.IPV4, FakeTable.NO_VPN);
      return new Outcome.Overtaken(
          List.of(plan.commands().getFirst(), "and took it back"), "its owner was faster");
    });
    assertEquals(List.of("Inverted ipv4"), kinds(fixture.look()));
    assertEquals(0, reconciler.report().status().repairs());
    assertEquals(State.IDLE, fixture.state(Family.IPV4));
  }

  @Test
  void whatWasDoneBeforeItWasOvertakenCounts() {
    table.next(plan -> {
      table.carryOut(plan);
      return new Outcome.Overtaken(plan.commands(), "the answer to a delete was lost");
    });
    assertEquals(List.of("Inverted ipv4", "Repaired ipv4"), kinds(fixture.look()));
  }

  @Test
  void theStepsOfAllAttemptsAreTold() {
    table.next(_ -> new Outcome.Overtaken(List.of("one", "two"), "somebody was faster"));
    table.next(_ -> new Outcome.Failed(List.of("three"), REFUSED));
    Round findings = fixture.look();
    assertEquals(List.of("one", "two", "three"), findings.steps().subList(0, 3));
    Event.Repaired repaired = (Event.Repaired) findings.events().getLast();
    assertEquals(findings.steps(), repaired.steps());
    assertEquals(3 + 4, repaired.steps().size());
  }

  @Test
  void aFailureIsDegradedAndToldOnce() {
    table.always(_ -> new Outcome.Failed(List.of(), REFUSED));
    Round first = fixture.look();
    assertEquals(List.of("Inverted ipv4", "Refused ipv4"), kinds(first));
    assertEquals(new Event.Refused(Scope.OWN.of(Family.IPV4), REFUSED), first.events().getLast());
    assertEquals(State.DEGRADED, fixture.state(Family.IPV4));
    assertEquals(SUPPRESS_IS_AHEAD + " " + REFUSED, fixture.reason(Family.IPV4));
    assertEquals(
        State.IDLE, fixture.state(Family.IPV6), "the other family has nothing to do with it");
    assertEquals(List.of(), fixture.look().events());
    assertEquals(Optional.of(fixture.clock.nanos() + SECOND), reconciler.nextLook());
  }

  @Test
  void anotherFailureIsToldToo() {
    table.always(_ -> new Outcome.Failed(List.of(), REFUSED));
    fixture.look();
    table.always(_ -> new Outcome.Failed(List.of(), "The kernel refused: ENOMEM."));
    assertEquals(List.of("Refused ipv4"), kinds(fixture.look()));
  }

  @Test
  void aFailureIsOverOnceTheOrderIsRight() {
    table.always(_ -> new Outcome.Failed(List.of(), REFUSED));
    fixture.look();
    table.set(Family.IPV4, FakeTable.RIGHT);
    fixture.look();
    assertEquals(State.OK, fixture.state(Family.IPV4));
    table.set(Family.IPV4, FakeTable.INVERTED);
    assertEquals(List.of("Inverted ipv4", "Refused ipv4"), kinds(fixture.look()), "told again");
  }

  @Test
  void withoutPermissionItIsDegradedWithTheSentence() {
    table.always(_ -> new Outcome.Denied(List.of(), ReconcilerFixture.MISSING));
    assertEquals(List.of("Inverted ipv4", "Refused ipv4"), kinds(fixture.look()));
    assertEquals(State.DEGRADED, reconciler.report().status().state());
    assertEquals(
        SUPPRESS_IS_AHEAD + " " + ReconcilerFixture.MISSING, reconciler.report().status().reason());
    assertEquals(List.of(), fixture.look().events());
    assertEquals(ReconcilerFixture.MISSING, fixture.reason(Family.IPV6), "it holds for both");
    assertEquals(Kind.DENIED, reconciler.report().complaint().orElseThrow().kind());
  }

  @Test
  void permissionIsThereOnceItWorked() {
    table.next(_ -> new Outcome.Denied(List.of(), ReconcilerFixture.MISSING));
    fixture.look();
    assertEquals(
        State.DEGRADED, reconciler.report().status().state(), "and it is not tried again at once");
    fixture.look();
    assertEquals(State.OK, reconciler.report().status().state());
  }

  @Test
  void whoIsKnownToLackPermissionIsDegradedEvenInTheRightOrder() {
    FakeTable right = FakeTable.of(FakeTable.RIGHT, FakeTable.RIGHT);
    ReconcilerFixture unprivileged = ReconcilerFixture.withoutPermission(right, Policy.DEFAULT);
    unprivileged.look();
    assertEquals(State.DEGRADED, unprivileged.reconciler.report().status().state());
    assertEquals(ReconcilerFixture.MISSING, unprivileged.reconciler.report().status().reason());
  }

  @Test
  void butNotIfItOnlyObserves() {
    FakeTable right = FakeTable.of(FakeTable.RIGHT, FakeTable.RIGHT);
    ReconcilerFixture unprivileged =
        ReconcilerFixture.withoutPermission(right, ReconcilerFixture.observing());
    unprivileged.look();
    assertEquals(State.OK, unprivileged.reconciler.report().status().state());
  }

  @Test
  void rulesThatCannotBeReadAreDegradedAndLookedAtAgainInASecond() {
    table.unreadable(Optional.of("The rules cannot be read: EBUSY."));
    ReconcilerFixture.expectNothing(fixture.look());
    assertEquals(State.DEGRADED, fixture.state(Family.IPV4));
    assertEquals("The rules cannot be read: EBUSY.", fixture.reason(Family.IPV6));
    assertEquals(Optional.of(fixture.clock.nanos() + SECOND), reconciler.nextLook());
    assertEquals(Kind.UNREACHABLE, reconciler.report().complaint().orElseThrow().kind());
    table.unreadable(Optional.empty());
    assertEquals(List.of("Inverted ipv4", "Repaired ipv4"), kinds(fixture.look()));
    assertEquals(State.OK, reconciler.report().status().state());
    assertEquals(Optional.empty(), reconciler.nextLook());
  }

  @Test
  void aRepairThatCouldNotBeReadBackIsToldWhenItCan() {
    table.next(plan -> {
      table.unreadable(Optional.of("The rules cannot be read: EINTR."));
      return table.carryOut(plan);
    });
    assertEquals(List.of("Inverted ipv4"), kinds(fixture.look()));
    assertEquals(0, reconciler.report().status().repairs());
    table.unreadable(Optional.empty());
    assertEquals(List.of("Repaired ipv4"), kinds(fixture.look()));
    assertEquals(1, reconciler.report().status().repairs());
  }

  /** Scenario 47. */
  @Test
  void itsDurationStartsAtTheEventThatCausedIt() {
    table.next(plan -> {
      table.unreadable(Optional.of("The rules cannot be read: EINTR."));
      return table.carryOut(plan);
    });
    fixture.look();
    fixture.clock.pass(Duration.ofSeconds(1));
    fixture.look();
    fixture.clock.pass(Duration.ofSeconds(1));
    table.unreadable(Optional.empty());
    assertEquals(List.of(2_000_000L), durations(fixture.look()));
    assertEquals(2_000_000, reconciler.report().status().lastRepairDurationMicros());
  }

  @Test
  void thatOfTheOtherFamilyAndOfTheNextRepairDoesNot() {
    table.next(plan -> {
      table.unreadable(Optional.of("The rules cannot be read: EINTR."));
      return table.carryOut(plan);
    });
    fixture.look();
    table.unreadable(Optional.empty());
    table.set(Family.IPV6, FakeTable.INVERTED);
    fixture.clock.pass(Duration.ofMillis(500));
    assertEquals(List.of(500_000L, 0L), durations(fixture.look()));
    assertEquals(0, reconciler.report().status().lastRepairDurationMicros(), "the last one's");
    fixture.clock.pass(Duration.ofMillis(500));
    table.set(Family.IPV4, FakeTable.INVERTED);
    assertEquals(List.of(0L), durations(fixture.look()));
  }

  @Test
  void norDoesThatOfARepairThatFailedAndBeganAnew() {
    table.always(_ -> new Outcome.Failed(List.of(), REFUSED));
    fixture.look();
    table.always(table::carryOut);
    fixture.clock.pass(Duration.ofSeconds(1));
    assertEquals(List.of(0L), durations(fixture.look()));
  }

  @Test
  void anEventAfterWhichTheRulesCouldNotBeReadIsNotForgotten() {
    table.unreadable(Optional.of("The rules cannot be read: EBUSY."));
    fixture.look();
    fixture.clock.pass(Duration.ofSeconds(1));
    table.unreadable(Optional.empty());
    assertEquals(List.of(1_000_000L), durations(fixture.look()));
    fixture.clock.pass(Duration.ofSeconds(1));
    table.set(Family.IPV4, FakeTable.INVERTED);
    assertEquals(List.of(0L), durations(fixture.look()));
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

  @Test
  void lostEventsAreDegradedUntilTheNextLook() {
    fixture.look();
    assertEquals(State.DEGRADED, reconciler.report().lost().state());
    assertEquals(
        "The kernel dropped events for want of room; the rules are read anew.",
        reconciler.report().status().reason());
    fixture.look();
    assertEquals(State.OK, reconciler.report().status().state());
  }

  @Test
  void lostEventsAndThenUnreadableRulesSayTheLatter() {
    reconciler.report().lost();
    table.unreadable(Optional.of("The rules cannot be read: EBUSY."));
    fixture.look();
    assertEquals("The rules cannot be read: EBUSY.", reconciler.report().status().reason());
    table.unreadable(Optional.empty());
    fixture.look();
    assertEquals(State.OK, reconciler.report().status().state());
  }

  @Test
  void whatIsRefusedStaysDegradedWithTheReason() {
    ReconcilerFixture twin =
        ReconcilerFixture.of(
            """
            5209: from all fwmark 0xca6c lookup 51820
            5209: not from all fwmark 0xca6c lookup 51820
            5270: from all lookup 52
            """,
            FakeTable.NO_VPN);
    assertEquals(List.of("Inverted ipv4"), kinds(twin.look()));
    assertEquals(List.of(), twin.table.executed());
    assertEquals(State.DEGRADED, twin.state(Family.IPV4));
    assertEquals(
        "`5209: not from all fwmark 0xca6c lookup 51820` stays ahead of Tailscale: deleting it"
            + " would delete its twin `5209: from all fwmark 0xca6c lookup 51820`, which stands"
            + " ahead of it.",
        twin.reason(Family.IPV4));
    assertEquals(Optional.empty(), twin.reconciler.nextLook(), "only a change can help");
    ManagerException complaint = twin.reconciler.report().complaint().orElseThrow();
    assertEquals(Kind.REFUSED, complaint.kind());
    assertEquals(twin.reason(Family.IPV4), complaint.getMessage());
  }

  @Test
  void aCommandThatFailsWhileObservingSaysWhy() {
    ReconcilerFixture observing =
        ReconcilerFixture.of(
            FakeTable.of(FakeTable.INVERTED, FakeTable.NO_VPN), ReconcilerFixture.observing());
    observing.table.always(_ -> new Outcome.Failed(List.of(), REFUSED));
    observing.command();
    ManagerException complaint = observing.reconciler.report().complaint().orElseThrow();
    assertEquals(Kind.REFUSED, complaint.kind());
    assertEquals(SUPPRESS_IS_AHEAD + " " + REFUSED, complaint.getMessage());
  }

  @Test
  void itIsNotTriedAgainWhileObserving() {
    ReconcilerFixture observing =
        ReconcilerFixture.of(
            FakeTable.of(FakeTable.INVERTED, FakeTable.NO_VPN), ReconcilerFixture.observing());
    observing.table.always(_ -> new Outcome.Failed(List.of(), REFUSED));
    observing.command();
    observing.look();
    assertEquals(Optional.empty(), observing.reconciler.nextLook());
  }

  @Test
  void aCommandThatIsDeniedWhileObservingSaysWhy() {
    ReconcilerFixture observing =
        ReconcilerFixture.of(
            FakeTable.of(FakeTable.INVERTED, FakeTable.NO_VPN), ReconcilerFixture.observing());
    observing.table.always(_ -> new Outcome.Denied(List.of(), ReconcilerFixture.MISSING));
    observing.command();
    ManagerException complaint = observing.reconciler.report().complaint().orElseThrow();
    assertEquals(Kind.DENIED, complaint.kind());
    assertEquals(SUPPRESS_IS_AHEAD + " " + ReconcilerFixture.MISSING, complaint.getMessage());
  }
}
