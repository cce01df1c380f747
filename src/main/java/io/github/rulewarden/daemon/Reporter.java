package io.github.rulewarden.daemon;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.EventLog;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.api.StatusListener;
import io.github.rulewarden.api.TimedEvent;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.policy.classify.Ladder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes statuses and events from the loop to the listeners on its own thread, so that no bus, disk
 * or terminal can delay a repair. While a listener is slow, statuses are skipped, except for one of
 * each entered state; events are kept up to a limit.
 */
public final class Reporter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);

  private static final int MOST_EVENTS = 4096;
  private static final int MOST_STATES = 16;
  private static final long CLOSE_TIMEOUT_MILLIS = 1000;

  /** One report to the listeners. */
  private record Report(
      Status status, Scope scope, List<Ladder> ladders, List<TimedEvent> timedEvents) {
    List<Event> events() {
      List<Event> events = new ArrayList<>(timedEvents.size());
      for (TimedEvent timed : timedEvents) {
        events.add(timed.event());
      }
      return events;
    }
  }

  private final Clock clock;
  private final Rulebook rulebook = new Rulebook();
  private final List<StatusListener> listeners = new ArrayList<>();
  private final Thread thread;
  private EventLog eventLog = EventLog.NONE;
  private final Deque<Report> pending = new ArrayDeque<>();

  /** The latest status of each namespace, in the order of their first reports. */
  private final Map<Scope, Status> statuses = new LinkedHashMap<>();

  private Optional<Status> latest = Optional.empty();
  private boolean isClosed;

  public Reporter(Clock clock) {
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("reporter").daemon().unstarted(this::run);
  }

  /** Starts the thread that passes all published reports to the listeners, one after the other. */
  public void start(List<StatusListener> newListeners) {
    listeners.addAll(newListeners);
    thread.start();
  }

  /** Like {@link #start(List)}, with an event log that is called before the listeners. */
  public void start(EventLog writer, List<StatusListener> newListeners) {
    eventLog = writer;
    start(newListeners);
  }

  /** The rules as last reported. */
  public Rulebook rulebook() {
    return rulebook;
  }

  /** The status that was last published; empty if there was none. */
  public synchronized Optional<Status> latest() {
    return latest;
  }

  /** Queues a report; returns immediately. */
  synchronized void publish(
      Scope scope, Status namespaceStatus, List<Ladder> ladders, List<Event> events) {
    statuses.put(scope, namespaceStatus);
    Status status = Status.merge(List.copyOf(statuses.values()));
    List<TimedEvent> unreported = new ArrayList<>();
    Optional<Report> before = lastPendingOf(scope);
    if (before.isPresent() && isSuperseded(before.get().status(), status)) {
      pending.removeLastOccurrence(before.get());
      unreported.addAll(before.get().timedEvents());
    }
    if (!events.isEmpty()) {
      long now = clock.wallMicros();
      for (Event event : events) {
        unreported.add(new TimedEvent(now, event));
      }
    }
    int surplus = Math.max(0, unreported.size() - MOST_EVENTS);
    pending.add(new Report(status, scope, ladders, unreported.subList(surplus, unreported.size())));
    latest = Optional.of(status);
    notifyAll();
  }

  private Optional<Report> lastPendingOf(Scope scope) {
    Optional<Report> last = Optional.empty();
    for (Report report : pending) {
      if (report.scope().equals(scope)) {
        last = Optional.of(report);
      }
    }
    return last;
  }

  /** A state is not skipped even if it lasted only a moment, unless too many reports are queued. */
  private boolean isSuperseded(Status before, Status now) {
    return before.state() == now.state() || pending.size() >= MOST_STATES;
  }

  private void run() {
    for (Optional<Report> next = take(); next.isPresent(); next = take()) {
      Report report = next.get();
      rulebook.update(report.scope(), report.ladders(), clock.wallMicros());
      List<Event> events = report.events();
      deliver(eventLog, () -> eventLog.record(report.timedEvents()));
      for (StatusListener listener : listeners) {
        deliver(listener, () -> listener.report(report.status(), events));
      }
      deliver(eventLog, eventLog::keep);
    }
    deliver(eventLog, eventLog::end);
  }

  /** A bug in one listener must not stop reports to the others. */
  private static void deliver(Object listener, Runnable delivery) {
    try {
      delivery.run();
    } catch (RuntimeException | Error e) {
      LOG.error("{} failed to handle a report", listener.getClass().getSimpleName(), e);
    }
  }

  private synchronized Optional<Report> take() {
    try {
      while (pending.isEmpty() && !isClosed) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.ofNullable(pending.poll());
  }

  /** Delivers the pending reports, then ends; waits for this for at most one second. */
  @Override
  public void close() {
    synchronized (this) {
      isClosed = true;
      notifyAll();
    }
    try {
      thread.join(CLOSE_TIMEOUT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
