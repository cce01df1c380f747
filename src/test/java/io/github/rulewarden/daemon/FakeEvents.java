package io.github.rulewarden.daemon;

import io.github.rulewarden.daemon.Wakeup.Trigger;
import io.github.rulewarden.fib.Family;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** Events by the book: each wait comes to what was planned for it; after the last the loop ends. */
final class FakeEvents implements EventSource {
  /** What comes of one wait. */
  interface Turn {
    Wakeup happen(long timeoutNanos);
  }

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final FakeClock clock;
  private final Deque<Turn> turns = new ArrayDeque<>();
  private final List<Long> waits = new ArrayList<>();
  private final List<Long> pauses = new ArrayList<>();
  private Set<Family> disregarded = Set.of();
  private final Semaphore wakes = new Semaphore(0);
  private Runnable end =
      () -> {
        throw new AssertionError("nothing was planned for this wait");
      };

  FakeEvents(FakeClock clock) {
    this.clock = clock;
  }

  void next(Turn turn) {
    turns.add(turn);
  }

  /** Somebody changes a rule at once. */
  void nextChange() {
    nextChange(() -> {});
  }

  /** Something happens, and events tell of it. */
  void nextChange(Runnable change, Trigger... triggers) {
    next(_ -> {
      change.run();
      return wakeup(triggers.length == 0 ? new Trigger[] {Trigger.RULES_CHANGED} : triggers);
    });
  }

  /** Nothing happens before the time is over. */
  void nextTimeout() {
    next(timeoutNanos -> {
      clock.pass(Duration.ofNanos(timeoutNanos));
      return wakeup();
    });
  }

  /** What the loop does when nothing is planned any more. */
  void atTheEnd(Runnable action) {
    end = action;
  }

  Wakeup wakeup(Trigger... triggers) {
    Set<Trigger> all = EnumSet.noneOf(Trigger.class);
    all.addAll(List.of(triggers));
    return new Wakeup(all, clock.nanos(), Optional.empty());
  }

  /** The times that the loop was ready to wait, in nanoseconds. */
  List<Long> waits() {
    return waits;
  }

  List<Long> pauses() {
    return pauses;
  }

  /** The families of whose rules nothing is to be told at the moment. */
  Set<Family> disregarded() {
    return disregarded;
  }

  @Override
  public void disregard(Set<Family> families) {
    disregarded = Set.copyOf(families);
  }

  /** Waits until somebody wakes the loop. */
  void awaitWake() {
    try {
      if (!wakes.tryAcquire(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)) {
        throw new AssertionError("nobody woke the loop");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public Wakeup await(long timeoutNanos) {
    waits.add(timeoutNanos);
    if (turns.isEmpty()) {
      end.run();
      return wakeup();
    }
    return turns.remove().happen(timeoutNanos);
  }

  @Override
  public void pause(long nanos) {
    pauses.add(nanos);
    clock.pass(Duration.ofNanos(nanos));
  }

  @Override
  public void wake() {
    wakes.release();
  }
}
