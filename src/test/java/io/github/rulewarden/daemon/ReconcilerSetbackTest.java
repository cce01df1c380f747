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
import io.github.rulewarden.policy.Steps;
import io.github.rulewarden.policy.plan.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rounds in which a plan is not executed completely or the rules cannot be read. */
class ReconcilerSetbackTest {
  private static final long SECOND = 1_000_000_000;
  private static final String SUPPRESS_IS_AHEAD =
      "`5208: from all lookup main suppress_prefixlength 0` is evaluated before Tailscale's lookup at"
          + " 5270.";
  private static final String REFUSED = "The kernel refused: EOPNOTSUPP.";

  private static final String UNREADABLE = "The rules cannot be read: EBUSY.";

  private final ReconcilerFixture fixture =
      ReconcilerFixture.of(FakeTable.INVERTED, FakeTable.NO_VPN);
  private final FakeTable table = fixture.table;
  private final Reconciler reconciler = fixture.reconciler;

  @Test
  void anOvertakenPlanIsFollowedByAnImmediateRead() {
    table.next(_ -> new Outcome.Overtaken(List.of(), "another program was faster"));
    assertEquals(List.of("Inverted ipv4", "Repaired ipv4"), kinds(fixture.runRound()));
    assertEquals(2, table.executed().size());
    assertEquals(3, table.reads());
    assertEquals(Optional.empty(), reconciler.nextRound());
  }

  @Test
  void theNumberOfAttemptsIsLimited() {
    table.always(_ -> new Outcome.Overtaken(List.of(), "another program was faster"));
    assertEquals(List.of("Inverted ipv4"), kinds(fixture.runRound()));
    assertEquals(4, table.executed().size());
    assertEquals(Optional.of(fixture.clock.nanos() + SECOND), reconciler.nextRound());
    assertEquals(State.INVERTED, fixture.state(Family.IPV4));
    fixture.clock.pass(Duration.ofSeconds(1));
    table.always(table::apply);
    assertEquals(List.of("Repaired ipv4"), kinds(fixture.runRound()));
    assertEquals(Optional.empty(), reconciler.nextRound());
  }

  @Test
  void aDeleteByTheOwnerIsNoRepair() {
    table.next(plan -> {
      table.set(Family.IPV4, FakeTable.NO_VPN);
      return new Outcome.Overtaken(
          List.of(plan.steps().getFirst(), plan.steps().getLast()), "its owner was faster");
    });
    assertEquals(List.of("Inverted ipv4"), kinds(fixture.runRound()));
    assertEquals(0, reconciler.report().status().repairs());
    assertEquals(State.IDLE, fixture.state(Family.IPV4));
  }

  @Test
  void stepsBeforeAnOvertakenPlanEndedCount() {
    table.next(plan -> {
      table.apply(plan);
      return new Outcome.Overtaken(plan.steps(), "the answer to a delete was lost");
    });
    assertEquals(List.of("Inverted ipv4", "Repaired ipv4"), kinds(fixture.runRound()));
  }

  @Test
  void theStepsOfAllAttemptsAreReported() {
    List<Step> done =
        Steps.ipv4("+1: from all lookup 7", "-1: from all lookup 7", "+3: from all lookup 7");
    table.next(_ -> new Outcome.Overtaken(done.subList(0, 2), "another program was faster"));
    table.next(_ -> new Outcome.Failed(done.subList(2, 3), REFUSED));
    Round findings = fixture.runRound();
    assertEquals(done, findings.steps().subList(0, 3));
    Event.Repaired repaired = (Event.Repaired) findings.events().getLast();
    assertEquals(findings.steps(), repaired.steps());
    assertEquals(3 + 4, repaired.steps().size());
  }

  @Test
  void aFailureIsDegradedAndReportedOnce() {
    table.always(_ -> new Outcome.Failed(List.of(), REFUSED));
    Round first = fixture.runRound();
    assertEquals(List.of("Inverted ipv4", "Refused ipv4"), kinds(first));
    assertEquals(new Event.Refused(Scope.OWN.of(Family.IPV4), REFUSED), first.events().getLast());
    assertEquals(State.DEGRADED, fixture.state(Family.IPV4));
    assertEquals(SUPPRESS_IS_AHEAD + " " + REFUSED, fixture.reason(Family.IPV4));
    assertEquals(
        State.IDLE, fixture.state(Family.IPV6), "the other family has nothing to do with it");
    assertEquals(List.of(), fixture.runRound().events());
    assertEquals(Optional.of(fixture.clock.nanos() + SECOND), reconciler.nextRound());
  }

  @Test
  void aDifferentFailureIsReportedToo() {
    table.always(_ -> new Outcome.Failed(List.of(), REFUSED));
    fixture.runRound();
    table.always(_ -> new Outcome.Failed(List.of(), "The kernel refused: ENOMEM."));
    assertEquals(List.of("Refused ipv4"), kinds(fixture.runRound()));
  }

  @Test
  void aFailureIsOverOnceTheOrderIsRight() {
    table.always(_ -> new Outcome.Failed(List.of(), REFUSED));
    fixture.runRound();
    fixture.runRoundWith(Family.IPV4, FakeTable.RIGHT);
    assertEquals(State.OK, fixture.state(Family.IPV4));
    assertEquals(
        List.of("Inverted ipv4", "Refused ipv4"),
        kinds(fixture.runRoundWith(Family.IPV4, FakeTable.INVERTED)),
        "reported again");
  }

  @Test
  void withoutPermissionItIsDegradedWithTheSentence() {
    table.always(_ -> new Outcome.Denied(List.of(), ReconcilerFixture.MISSING));
    assertEquals(List.of("Inverted ipv4", "Refused ipv4"), kinds(fixture.runRound()));
    assertEquals(State.DEGRADED, fixture.state());
    assertEquals(SUPPRESS_IS_AHEAD + " " + ReconcilerFixture.MISSING, fixture.reason());
    assertEquals(List.of(), fixture.runRound().events());
    assertEquals(ReconcilerFixture.MISSING, fixture.reason(Family.IPV6), "it holds for both");
    assertEquals(Kind.DENIED, reconciler.report().failure().orElseThrow().kind());
  }

  @Test
  void aSuccessfulRepairClearsTheMissingPermission() {
    table.next(_ -> new Outcome.Denied(List.of(), ReconcilerFixture.MISSING));
    fixture.runRound();
    assertEquals(State.DEGRADED, fixture.state(), "and it is not tried again at once");
    fixture.runRound();
    assertEquals(State.OK, fixture.state());
  }

  @Test
  void aMissingPermissionIsDegradedEvenInTheRightOrder() {
    FakeTable right = FakeTable.of(FakeTable.RIGHT, FakeTable.RIGHT);
    ReconcilerFixture unprivileged = ReconcilerFixture.withoutPermission(right, Policy.DEFAULT);
    unprivileged.runRound();
    assertEquals(State.DEGRADED, unprivileged.state());
    assertEquals(ReconcilerFixture.MISSING, unprivileged.reason());
  }

  @Test
  void aMissingPermissionIsNotDegradedInTheModeObserve() {
    FakeTable right = FakeTable.of(FakeTable.RIGHT, FakeTable.RIGHT);
    ReconcilerFixture unprivileged =
        ReconcilerFixture.withoutPermission(right, ReconcilerFixture.observing());
    unprivileged.runRound();
    assertEquals(State.OK, unprivileged.state());
  }

  @Test
  void unreadableRulesAreDegradedAndReadAgainAfterASecond() {
    table.unreadable(Optional.of(UNREADABLE));
    ReconcilerFixture.expectNothing(fixture.runRound());
    assertEquals(State.DEGRADED, fixture.state(Family.IPV4));
    assertEquals(UNREADABLE, fixture.reason(Family.IPV6));
    assertEquals(Optional.of(fixture.clock.nanos() + SECOND), reconciler.nextRound());
    assertEquals(Kind.UNREACHABLE, reconciler.report().failure().orElseThrow().kind());
    table.unreadable(Optional.empty());
    assertEquals(List.of("Inverted ipv4", "Repaired ipv4"), kinds(fixture.runRound()));
    assertEquals(State.OK, fixture.state());
    assertEquals(Optional.empty(), reconciler.nextRound());
  }

  @Test
  void aRepairIsReportedWhenTheRulesCanBeReadAgain() {
    failToReadAfterThePlan();
    assertEquals(List.of("Inverted ipv4"), kinds(fixture.runRound()));
    assertEquals(0, reconciler.report().status().repairs());
    table.unreadable(Optional.empty());
    assertEquals(List.of("Repaired ipv4"), kinds(fixture.runRound()));
    assertEquals(1, reconciler.report().status().repairs());
  }

  @Test
  void lostEventsAreDegradedUntilTheNextRound() {
    fixture.runRound();
    assertEquals(State.DEGRADED, reconciler.report().lost().state());
    assertEquals(
        "The kernel dropped events because the receive buffer was full; the rules are read again.",
        fixture.reason());
    fixture.runRound();
    assertEquals(State.OK, fixture.state());
  }

  @Test
  void unreadableRulesReplaceLostEventsAsTheReason() {
    reconciler.report().lost();
    table.unreadable(Optional.of(UNREADABLE));
    fixture.runRound();
    assertEquals(UNREADABLE, fixture.reason());
    table.unreadable(Optional.empty());
    fixture.runRound();
    assertEquals(State.OK, fixture.state());
  }

  @Test
  void aRefusalIsDegradedWithTheReason() {
    ReconcilerFixture twin =
        ReconcilerFixture.of(
            """
            5209: from all fwmark 0xca6c lookup 51820
            5209: not from all fwmark 0xca6c lookup 51820
            5270: from all lookup 52
            """,
            FakeTable.NO_VPN);
    assertEquals(List.of("Inverted ipv4"), kinds(twin.runRound()));
    assertEquals(List.of(), twin.table.executed());
    assertEquals(State.DEGRADED, twin.state(Family.IPV4));
    assertEquals(
        "`5209: not from all fwmark 0xca6c lookup 51820` stays ahead of Tailscale: deleting it"
            + " would delete its twin `5209: from all fwmark 0xca6c lookup 51820`, which stands"
            + " ahead of it.",
        twin.reason(Family.IPV4));
    assertEquals(Optional.empty(), twin.reconciler.nextRound(), "only a change can help");
    ManagerException failure = twin.reconciler.report().failure().orElseThrow();
    assertEquals(Kind.REFUSED, failure.kind());
    assertEquals(twin.reason(Family.IPV4), failure.getMessage());
  }

  @Test
  void aFailedRepairInTheModeObserveHasAReason() {
    ReconcilerFixture observing = observingAfterRepair(new Outcome.Failed(List.of(), REFUSED));
    ManagerException failure = observing.reconciler.report().failure().orElseThrow();
    assertEquals(Kind.REFUSED, failure.kind());
    assertEquals(SUPPRESS_IS_AHEAD + " " + REFUSED, failure.getMessage());
  }

  @Test
  void aFailedRepairIsNotRetriedInTheModeObserve() {
    ReconcilerFixture observing = observingAfterRepair(new Outcome.Failed(List.of(), REFUSED));
    observing.runRound();
    assertEquals(Optional.empty(), observing.reconciler.nextRound());
  }

  @Test
  void aDeniedRepairInTheModeObserveHasAReason() {
    ReconcilerFixture observing =
        observingAfterRepair(new Outcome.Denied(List.of(), ReconcilerFixture.MISSING));
    ManagerException failure = observing.reconciler.report().failure().orElseThrow();
    assertEquals(Kind.DENIED, failure.kind());
    assertEquals(SUPPRESS_IS_AHEAD + " " + ReconcilerFixture.MISSING, failure.getMessage());
  }

  private void failToReadAfterThePlan() {
    table.next(plan -> {
      table.unreadable(Optional.of(UNREADABLE));
      return table.apply(plan);
    });
  }

  /** Returns a reconciler in the mode observe, after an operator's repair with this outcome. */
  private static ReconcilerFixture observingAfterRepair(Outcome outcome) {
    ReconcilerFixture observing =
        ReconcilerFixture.of(
            FakeTable.of(FakeTable.INVERTED, FakeTable.NO_VPN), ReconcilerFixture.observing());
    observing.table.always(_ -> outcome);
    observing.repairByOperator();
    return observing;
  }
}
