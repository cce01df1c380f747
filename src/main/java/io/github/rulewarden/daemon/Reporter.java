package io.github.rulewarden.daemon;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.EventLog;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.api.StatusListener;
import io.github.rulewarden.api.TimedEvent;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.policy.Ladder;
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
 * Carries what the loop has to tell to the listeners, on a thread of its own, so that no bus, disk
 * or terminal can make a repair wait. While a listener is slow, statuses are skipped, but of each
 * state that was entered he is told; events are kept up to a bound.
 */
public final class Reporter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);

  private static final int MOST_EVENTS = 4096;
  private static final int MOST_STATES = 16;
  private static final long FAREWELL_MILLIS = 1000;

  /** One thing to tell. */
  private record News(
      Status status, Scope scope, List<Ladder> ladders, List<TimedEvent> happenings) {
    List<Event> events() {
      List<Event> events = new ArrayList<>(happenings.size());
      for (TimedEvent happening : happenings) {
        events.add(happening.event());
      }
      return events;
    }
  }

  private final Clock clock;
  private final Rulebook rulebook = new Rulebook();
  private final List<StatusListener> listeners = new ArrayList<>();
  private final Thread thread;
  private EventLog chronicle = EventLog.NONE;
  private final Deque<News> pending = new ArrayDeque<>();

  /** Of each namespace, in the order of their first reports. */
  private final Map<Scope, Status> statuses = new LinkedHashMap<>();

  private Optional<Status> latest = Optional.empty();
  private boolean isClosed;

  public Reporter(Clock clock) {
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("reporter").daemon().unstarted(this::run);
  }

  /** Begins to tell the listeners, one after the other, what was published and what will be. */
  public void start(List<StatusListener> everybody) {
    listeners.addAll(everybody);
    thread.start();
  }

  /** The same, with somebody who writes it down. */
  public void start(EventLog writer, List<StatusListener> everybody) {
    chronicle = writer;
    start(everybody);
  }

  /** The rules as last told. */
  public Rulebook rulebook() {
    return rulebook;
  }

  /** What was last published; empty before the first time. */
  public synchronized Optional<Status> latest() {
    return latest;
  }

  /** Hands news over; returns at once. */
  synchronized void publish(
      Scope scope, Status namespaceStatus, List<Ladder> ladders, List<Event> events) {
    statuses.put(scope, namespaceStatus);
    Status status = Status.merge(List.copyOf(statuses.values()));
    List<TimedEvent> untold = new ArrayList<>();
    if (!pending.isEmpty()
        && pending.getLast().scope().equals(scope)
        && isSuperseded(pending.getLast().status(), status)) {
      untold.addAll(pending.removeLast().happenings());
    }
    if (!events.isEmpty()) {
      long now = clock.wallMicros();
      for (Event event : events) {
        untold.add(new TimedEvent(now, event));
      }
    }
    int surplus = Math.max(0, untold.size() - MOST_EVENTS);
    pending.add(new News(status, scope, ladders, untold.subList(surplus, untold.size())));
    latest = Optional.of(status);
    notifyAll();
  }

  /** A state that lasted for a moment only is not skipped, unless there are too many of them. */
  private boolean isSuperseded(Status before, Status now) {
    return before.state() == now.state() || pending.size() >= MOST_STATES;
  }

  private void run() {
    for (Optional<News> next = take(); next.isPresent(); next = take()) {
      News news = next.get();
      rulebook.turnTo(news.scope(), news.ladders(), clock.wallMicros());
      List<Event> events = news.events();
      tell(chronicle, () -> chronicle.record(news.happenings()));
      for (StatusListener listener : listeners) {
        tell(listener, () -> listener.report(news.status(), events));
      }
      tell(chronicle, chronicle::keep);
    }
    tell(chronicle, chronicle::end);
  }

  /** One listener's bug must not make the others deaf for as long as the daemon runs. */
  private static void tell(Object listener, Runnable telling) {
    try {
      telling.run();
    } catch (RuntimeException | Error e) {
      LOG.error("{} could not be told what happened", listener.getClass().getSimpleName(), e);
    }
  }

  private synchronized Optional<News> take() {
    try {
      while (pending.isEmpty() && !isClosed) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.ofNullable(pending.poll());
  }

  /** Tells what is still pending, then ends; waits for that a second at most. */
  @Override
  public void close() {
    synchronized (this) {
      isClosed = true;
      notifyAll();
    }
    try {
      thread.join(FAREWELL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
