package io.github.rulewarden.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.EventLog;
import io.github.rulewarden.api.State;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.api.StatusListener;
import io.github.rulewarden.api.TimedEvent;
import io.github.rulewarden.daemon.RecordingListener.Report;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.Strategy;
import io.github.rulewarden.policy.classify.Ladder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class ReporterTest {
  private final FakeClock clock = new FakeClock();
  private final Reporter reporter = new Reporter(clock);

  @Test
  void reportsBeforeTheStartAreDelivered() throws InterruptedException {
    RecordingListener listener = RecordingListener.prompt();
    reporter.publish(Scope.OWN, status(1), List.of(), List.of(event(1)));
    assertEquals(Optional.of(status(1)), reporter.latest());
    start(listener);
    assertEquals(new Report(status(1), List.of(event(1))), listener.next());
  }

  @Test
  void listenersAreCalledInOrder() throws InterruptedException {
    RecordingListener first = RecordingListener.prompt();
    RecordingListener second = RecordingListener.prompt();
    start(first, second);
    for (int i = 0; i < 3; i++) {
      reporter.publish(Scope.OWN, status(i), List.of(), List.of(event(i)));
      assertEquals(new Report(status(i), List.of(event(i))), first.next());
      assertEquals(new Report(status(i), List.of(event(i))), second.next());
    }
  }

  @Test
  void aSlowListenerGetsTheLatestStatusAndAllEventsInOrder() throws InterruptedException {
    RecordingListener slow = RecordingListener.slow();
    start(slow);
    reporter.publish(Scope.OWN, status(0), List.of(), List.of(event(0)));
    slow.awaitCall();
    // This thread represents the loop's. If it waited for the listener, the test would hang.
    for (int i = 1; i <= 100; i++) {
      reporter.publish(Scope.OWN, status(i), List.of(), List.of(event(i)));
    }
    assertEquals(Optional.of(status(100)), reporter.latest());
    slow.release();
    assertEquals(new Report(status(0), List.of(event(0))), slow.next());
    assertEquals(new Report(status(100), events(1, 100)), slow.next());
    assertEquals(List.of(), slow.rest());
  }

  @Test
  void onlyTheLatestEventsAreKept() throws InterruptedException {
    RecordingListener slow = RecordingListener.slow();
    start(slow);
    reporter.publish(Scope.OWN, status(0), List.of(), List.of());
    slow.awaitCall();
    for (int i = 1; i <= 5000; i++) {
      reporter.publish(Scope.OWN, status(i), List.of(), List.of(event(i)));
    }
    slow.release();
    slow.next();
    assertEquals(events(5000 - 4096 + 1, 5000), slow.next().events());
  }

  @Test
  void theRulesAreUpdatedBeforeTheListenersAreCalled() throws InterruptedException {
    List<Integer> counts = new ArrayList<>();
    RecordingListener listener = RecordingListener.prompt();
    start(
        (_, _) -> counts.add(reporter.rulebook().list(Scope.OWN, Set.of(Family.IPV4)).size()),
        listener);
    Snapshot snapshot =
        Snapshot.EMPTY.with(Family.IPV4, Listing.parse(Family.IPV4, FakeTable.RIGHT));
    Ladder ladder = Ladder.of(snapshot, Family.IPV4, Policy.DEFAULT);
    reporter.publish(Scope.OWN, status(1), List.of(ladder), List.of());
    listener.next();
    assertEquals(List.of(5), counts);
    assertEquals(
        FakeClock.NEW_YEAR,
        reporter.rulebook().list(Scope.OWN, Set.of(Family.IPV4)).getFirst().sinceMicros());
  }

  /** The time of an event does not depend on when a listener receives it. */
  @Test
  void theEventLogIsCalledFirstAndFlushedLast() throws InterruptedException {
    List<String> calls = Collections.synchronizedList(new ArrayList<>());
    EventLog eventLog =
        new EventLog() {
          @Override
          public void record(List<TimedEvent> events) {
            calls.add("record " + events);
          }

          @Override
          public void keep() {
            calls.add("keep");
          }

          @Override
          public void end() {
            calls.add("end");
          }
        };
    reporter.publish(Scope.OWN, status(1), List.of(), List.of(event(1)));
    clock.pass(Duration.ofSeconds(1));
    reporter.publish(Scope.OWN, status(2), List.of(), List.of(event(2)));
    clock.pass(Duration.ofSeconds(1));
    reporter.start(eventLog, List.of((_, _) -> calls.add("listener")));
    reporter.close();
    TimedEvent first = new TimedEvent(FakeClock.NEW_YEAR, event(1));
    TimedEvent second = new TimedEvent(FakeClock.NEW_YEAR + 1_000_000, event(2));
    assertEquals(List.of("record " + List.of(first, second), "listener", "keep", "end"), calls);
  }

  @Test
  void aListenerThatThrowsDoesNotAffectOthers() throws InterruptedException {
    RecordingListener listener = RecordingListener.prompt();
    start(
        (_, _) -> {
          throw new IllegalStateException("a listener's bug; this trace belongs to the test");
        },
        (_, _) -> {
          throw new AssertionError("another one; this trace belongs to the test");
        },
        listener);
    for (int i = 0; i < 2; i++) {
      reporter.publish(Scope.OWN, status(i), List.of(), List.of());
      assertEquals(status(i), listener.next().status());
    }
  }

  @Test
  void closeDeliversPendingReports() {
    RecordingListener slow = RecordingListener.slow();
    start(slow);
    reporter.publish(Scope.OWN, status(0), List.of(), List.of());
    slow.awaitCall();
    reporter.publish(Scope.OWN, status(1), List.of(), List.of(event(1)));
    slow.release();
    reporter.close();
    assertEquals(
        List.of(new Report(status(0), List.of()), new Report(status(1), List.of(event(1)))),
        slow.rest());
  }

  @Test
  void closeWaitsForAHangingListenerForALimitedTime() {
    RecordingListener slow = RecordingListener.slow();
    AtomicBoolean isOver = new AtomicBoolean();
    reporter.start(List.of(slow, (_, _) -> isOver.set(true)));
    reporter.publish(Scope.OWN, status(0), List.of(), List.of());
    slow.awaitCall();
    // Lets the pending close return early.
    Thread.currentThread().interrupt();
    reporter.close();
    assertTrue(Thread.interrupted());
    assertFalse(isOver.get());
    slow.release();
  }

  @Test
  void aReporterThatWasNeverStartedCanBeClosed() {
    reporter.publish(Scope.OWN, status(0), List.of(), List.of());
    reporter.close();
    assertEquals(Optional.of(status(0)), reporter.latest());
  }

  private void start(StatusListener... listeners) {
    reporter.start(List.of(listeners));
  }

  private static Status status(int number) {
    return new Status(
        State.OK,
        "",
        Mode.REPAIR,
        Strategy.RELOCATE,
        number,
        number,
        0,
        0,
        List.of(),
        List.of(),
        "");
  }

  private static Event event(int number) {
    return new Event.Repaired(Scope.OWN.of(Family.IPV4), List.of(), number);
  }

  private static List<Event> events(int first, int last) {
    List<Event> events = new ArrayList<>();
    for (int i = first; i <= last; i++) {
      events.add(event(i));
    }
    return events;
  }
}
