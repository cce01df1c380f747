package io.github.rulewarden.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.ManagerException.Kind;
import io.github.rulewarden.api.State;
import io.github.rulewarden.daemon.Wakeup.Trigger;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.Steps;
import io.github.rulewarden.policy.plan.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(600)
class ReconcileLoopTest {
  private static final long SECOND = 1_000_000_000;
  private static final long MILLI = 1_000_000;
  private static final long RESYNC = 300 * SECOND;
  private static final int BEFORE_READY = ReconcileLoop.WARM_UPS_BEFORE_READY;

  private LoopFixture fixture = LoopFixture.of(Policy.DEFAULT);

  @Test
  void anInversionAtTheStartIsRepairedBeforeReady() {
    List<String> atReady = new ArrayList<>();
    fixture.loop.run(() -> {
      atReady.add(fixture.table.listing(Family.IPV4));
      assertEquals(State.OK, fixture.state());
      assertEquals(List.of(), fixture.events.waits());
    });
    assertEquals(List.of(FakeTable.RIGHT), atReady);
  }

  @Test
  void isReadyEvenIfTheRulesCannotBeRead() {
    fixture.table.unreadable(Optional.of("The rules cannot be read: EBUSY."));
    List<State> atReady = new ArrayList<>();
    fixture.loop.run(() -> atReady.add(fixture.state()));
    assertEquals(List.of(State.DEGRADED), atReady);
  }

  @Test
  void aChangeStartsARoundImmediately() {
    fixture.events.nextChange(
        () -> fixture.table.set(Family.IPV6, FakeTable.INVERTED), Trigger.RULES_CHANGED);
    fixture.events.nextChange(
        () -> fixture.table.set(Family.IPV4, FakeTable.INVERTED), Trigger.TOPOLOGY_CHANGED);
    fixture.run();
    assertEquals(FakeTable.RIGHT, fixture.table.listing(Family.IPV6));
    assertEquals(FakeTable.RIGHT, fixture.table.listing(Family.IPV4));
    assertEquals(List.of(), fixture.events.pauses());
  }

  @Test
  void theDurationCountsFromTheReceiptOfTheEvent() {
    fixture.events.next(_ -> {
      fixture.table.set(Family.IPV4, FakeTable.INVERTED);
      Wakeup wakeup = fixture.events.wakeup(Trigger.RULES_CHANGED);
      fixture.clock.pass(Duration.ofNanos(123_000));
      return wakeup;
    });
    fixture.run();
    assertEquals(123, fixture.reporter.latest().orElseThrow().lastRepairDurationMicros());
  }

  @Test
  void anEmptyWakeupStartsNoRound() {
    for (int i = 0; i < 5; i++) {
      fixture.events.next(_ -> fixture.events.wakeup());
    }
    fixture.run();
    assertEquals(2, fixture.table.reads(), "before and after the first repair");
    assertEquals(Collections.nCopies(6, RESYNC), fixture.events.waits());
  }

  @Test
  void aRoundStartsAfterFiveMinutesWithoutEvents() {
    fixture.events.nextTimeouts(2);
    fixture.run();
    assertEquals(2 + 2, fixture.table.reads());
    assertEquals(List.of(RESYNC, RESYNC, RESYNC), fixture.events.waits());
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE - 2 * SECOND, Long.MAX_VALUE})
  void worksForAnyClockValue(long start) {
    fixture = LoopFixture.withClock(new FakeClock(start));
    fixture.table.always(_ -> new Outcome.Failed(List.of(), "The kernel refused."));
    fixture.events.nextTimeouts(5);
    fixture.events.nextTimeout(() -> fixture.table.always(fixture.table::apply));
    fixture.events.nextTimeout();
    fixture.run();
    assertEquals(
        List.of(SECOND, SECOND, SECOND, SECOND, SECOND, SECOND, RESYNC, RESYNC),
        fixture.events.waits());
  }

  @Test
  void aFailureIsRetriedAfterOneSecondDespiteOtherWakeups() {
    fixture = LoopFixture.withHeartbeat(Duration.ofMillis(400));
    fixture.table.always(_ -> new Outcome.Failed(List.of(), "The kernel refused."));
    fixture.events.nextTimeouts(3);
    fixture.run();
    assertEquals(
        List.of(400 * MILLI, 400 * MILLI, 200 * MILLI, 400 * MILLI), fixture.events.waits());
    assertEquals(2, fixture.table.executed().size(), "two rounds");
  }

  @Test
  void inAStormOneRoundHandlesFiftyMilliseconds() {
    fixture.events.nextChanges(35);
    fixture.run();
    assertEquals(Collections.nCopies(3, 50 * MILLI), fixture.events.pauses());
    assertEquals(2 + 35, fixture.table.reads());
  }

  @Test
  void failedRepairsCountAsAStorm() {
    fixture.table.always(_ ->
        new Outcome.Failed(
            Steps.ipv4("+5399: from all lookup 7", "-5399: from all lookup 7"), "EEXIST"));
    fixture.events.nextChanges(100);
    fixture.run();
    assertEquals(100 - 31, fixture.events.pauses().size(), "the first round was before the storm");
  }

  @Test
  void lostEventsAreDegradedUntilTheRulesAreReadAgain() {
    List<State> atRead = new ArrayList<>();
    fixture.events.nextChange(
        () -> fixture.table.onRead(() -> atRead.add(fixture.state())), Trigger.EVENTS_LOST);
    fixture.run();
    assertEquals(List.of(State.DEGRADED), atRead);
    assertEquals(State.OK, fixture.state());
    assertEquals(1, fixture.loop.overruns());
  }

  @Test
  void eventsLostInAStormAreDegradedThroughThePause() {
    fixture.events.nextChanges(32);
    List<State> atRead = new ArrayList<>();
    fixture.events.nextChange(
        () -> fixture.table.onRead(() -> atRead.add(fixture.state())), Trigger.EVENTS_LOST);
    fixture.run();
    assertEquals(List.of(50 * MILLI), fixture.events.pauses());
    assertEquals(List.of(State.DEGRADED), atRead);
  }

  @Test
  void theHeartbeatIsSentInTime() {
    fixture = LoopFixture.withHeartbeat(Duration.ofSeconds(7));
    fixture.events.nextTimeout();
    fixture.events.nextChange();
    fixture.run();
    assertEquals(List.of(7 * SECOND, 7 * SECOND, 7 * SECOND), fixture.events.waits());
    assertEquals(3, fixture.beats());
  }

  @Test
  void anOperatorsRepairIsDoneByTheLoop() throws Exception {
    fixture = LoopFixture.of(ReconcilerFixture.observing());
    FutureTask<List<Step>> operator =
        fixture.nextOperatorRepair(() -> assertEquals(State.INVERTED, fixture.state()));
    fixture.run();
    assertEquals(4, operator.get().size());
    assertEquals(FakeTable.RIGHT, fixture.table.listing(Family.IPV4));
    assertEquals(State.OK, fixture.state());
  }

  @Test
  void anOperatorGetsTheReasonForAFailure() throws InterruptedException {
    fixture.table.always(_ -> new Outcome.Denied(List.of(), "CAP_NET_ADMIN is missing."));
    FutureTask<List<Step>> operator = fixture.nextOperatorRepair(() -> {});
    fixture.run();
    ExecutionException failure = assertThrows(ExecutionException.class, operator::get);
    ManagerException cause = assertInstanceOf(ManagerException.class, failure.getCause());
    assertEquals(Kind.DENIED, cause.kind());
    assertTrue(String.valueOf(cause.getMessage()).endsWith("CAP_NET_ADMIN is missing."));
  }

  @Test
  void stopEndsTheLoop() throws InterruptedException {
    fixture.events.next(_ -> {
      Thread.ofPlatform().daemon().start(fixture.loop::stop);
      fixture.events.awaitWake();
      return fixture.events.wakeup();
    });
    fixture.run();
    assertEquals(1, fixture.events.waits().size());
  }

  @Test
  void aLoopStoppedBeforeItsStartRunsOneRound() {
    fixture.loop.stop();
    fixture.run();
    assertEquals(FakeTable.RIGHT, fixture.table.listing(Family.IPV4));
    assertEquals(List.of(), fixture.events.waits());
  }

  @Test
  void reportsRulesAndStatus() throws InterruptedException {
    assertEquals(State.IDLE, fixture.loop.initialStatus().state(), "before the first round");
    assertEquals(List.of(), fixture.reporter.rulebook().list(Scope.OWN, Set.of(Family.IPV4)));
    RecordingListener listener = RecordingListener.prompt();
    fixture.loop.run(() -> fixture.reporter.start(List.of(listener)));
    listener.next();
    assertEquals(State.OK, fixture.reporter.latest().orElseThrow().state());
    assertEquals(5, fixture.reporter.rulebook().list(Scope.OWN, Set.of(Family.IPV4)).size());
    assertEquals(
        5399, fixture.reporter.rulebook().list(Scope.OWN, Set.of(Family.IPV4)).get(3).priority());
    fixture.reporter.close();
  }

  @Test
  void pollsWithoutSleepingAfterARepair() {
    fixture = LoopFixture.withBusyPoll(Duration.ofMillis(5));
    fixture.events.next(ignored -> {
      fixture.clock.pass(Duration.ofMillis(4));
      return fixture.events.wakeup();
    });
    fixture.events.next(ignored -> {
      fixture.clock.pass(Duration.ofMillis(1));
      return fixture.events.wakeup();
    });
    fixture.run();
    assertEquals(List.of(0L, 0L, RESYNC - 5 * MILLI), fixture.events.waits());
  }

  @Test
  void doesNotPollWithoutARepair() {
    fixture = LoopFixture.withBusyPoll(Duration.ofMillis(5));
    fixture.table.set(Family.IPV4, FakeTable.RIGHT);
    fixture.run();
    assertEquals(List.of(RESYNC), fixture.events.waits());
  }

  @Test
  void warmsUpBeforeReady() {
    fixture = LoopFixture.withWarmUps(BEFORE_READY + 6);
    List<Integer> repairs = new ArrayList<>();
    fixture.loop.run(() -> repairs.add(fixture.sandbox.executed().size()));
    assertEquals(List.of(BEFORE_READY), repairs);
  }

  @Test
  void theRestOfTheWarmUpRunsWhileTheLoopIsQuiet() {
    fixture = LoopFixture.withWarmUps(BEFORE_READY + 3);
    fixture.events.nextTimeout();
    fixture.events.nextChanges(2);
    fixture.events.nextTimeouts(3);
    List<Integer> repairs = new ArrayList<>();
    fixture.events.whenDone(() -> {
      repairs.add(fixture.sandbox.executed().size());
      fixture.loop.stop();
    });
    fixture.run();
    assertEquals(
        List.of(20 * MILLI, 0L, 20 * MILLI, 20 * MILLI, 0L, RESYNC - 20 * MILLI, RESYNC),
        fixture.events.waits(),
        "after each event it is quiet for a while");
    assertEquals(List.of(BEFORE_READY + 3), repairs);
  }

  @Test
  void theWarmUpDoesNotChangeRealRules() {
    fixture = LoopFixture.withWarmUps(BEFORE_READY + 16);
    fixture.table.set(Family.IPV4, FakeTable.RIGHT);
    fixture.events.nextTimeouts(16);
    fixture.run();
    assertEquals(BEFORE_READY + 16, fixture.sandbox.executed().size());
    assertEquals(List.of(), fixture.table.executed(), "it only reads");
    assertEquals(0, fixture.reporter.latest().orElseThrow().repairs());
  }
}
