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

/**
 * A scripted source of events: each wait has a planned result; after the last one the loop ends.
 */
final class FakeEvents implements EventSource {
  /** The planned result of one wait. */
  interface PlannedWait {
    Wakeup run(long timeoutNanos);
  }

  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final FakeClock clock;
  private final Deque<PlannedWait> planned = new ArrayDeque<>();
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

  void next(PlannedWait wait) {
    planned.add(wait);
  }

  /** Plans an immediate change of a rule. */
  void nextChange() {
    nextChange(() -> {});
  }

  /** Plans a change with events about it. */
  void nextChange(Runnable change, Trigger... triggers) {
    next(_ -> {
      change.run();
      return wakeup(triggers.length == 0 ? new Trigger[] {Trigger.RULES_CHANGED} : triggers);
    });
  }

  /** Plans a number of immediate changes of a rule. */
  void nextChanges(int number) {
    for (int i = 0; i < number; i++) {
      nextChange();
    }
  }

  /** Plans a number of timeouts. */
  void nextTimeouts(int number) {
    for (int i = 0; i < number; i++) {
      nextTimeout();
    }
  }

  /** Plans a timeout. */
  void nextTimeout() {
    nextTimeout(() -> {});
  }

  /** Plans a timeout, and an action during the wait. */
  void nextTimeout(Runnable action) {
    next(timeoutNanos -> {
      action.run();
      clock.pass(Duration.ofNanos(timeoutNanos));
      return wakeup();
    });
  }

  /** Sets the action for the wait after the last planned one. */
  void whenDone(Runnable action) {
    end = action;
  }

  Wakeup wakeup(Trigger... triggers) {
    Set<Trigger> all = EnumSet.noneOf(Trigger.class);
    all.addAll(List.of(triggers));
    return new Wakeup(all, clock.nanos(), Optional.empty());
  }

  /** Returns the timeouts of all waits in nanoseconds. */
  List<Long> waits() {
    return waits;
  }

  List<Long> pauses() {
    return pauses;
  }

  /** Returns the families whose rules are ignored at present. */
  Set<Family> disregarded() {
    return disregarded;
  }

  @Override
  public void disregard(Set<Family> families) {
    disregarded = Set.copyOf(families);
  }

  /** Waits until {@link #wake()} is called. */
  void awaitWake() {
    try {
      if (!wakes.tryAcquire(TIMEOUT.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)) {
        throw new AssertionError("the loop was not woken");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public Wakeup await(long timeoutNanos) {
    waits.add(timeoutNanos);
    if (planned.isEmpty()) {
      end.run();
      return wakeup();
    }
    return planned.remove().run(timeoutNanos);
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
