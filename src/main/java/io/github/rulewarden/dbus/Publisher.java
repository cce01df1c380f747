package io.github.rulewarden.dbus;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.Status;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns reports into signals, on a thread of its own: a bus that takes nothing must not hold up the
 * reporter. Reports that nobody is connected for are dropped; whoever connects later reads the
 * properties.
 */
final class Publisher implements Runnable {
  /** Of a bus that is stuck for longer than this many reports, the oldest events are lost. */
  private static final int CAPACITY = 256;

  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

  private record Report(Status status, List<Event> events) {}

  private final BlockingQueue<Report> reports = new ArrayBlockingQueue<>(CAPACITY);
  private final String version;
  private Optional<BusConnection> audience = Optional.empty();

  /** The properties as those who listen know them. */
  private Map<String, Value> known = Map.of();

  Publisher(String version) {
    this.version = version;
  }

  /**
   * From now on to this connection, whose listeners will read {@code known} when they come. What
   * happened while there was none is not told any more.
   */
  synchronized void begin(BusConnection connection, Map<String, Value> known) {
    reports.clear();
    audience = Optional.of(connection);
    this.known = known;
  }

  /** After the connection was closed: a send that waits on it would hold this up. */
  synchronized void end() {
    audience = Optional.empty();
  }

  /** Never waits. */
  void report(Status status, List<Event> events) {
    Report report = new Report(status, events);
    while (!reports.offer(report)) {
      // Its status is superseded by the newer ones anyway.
      reports.poll();
    }
  }

  @Override
  public void run() {
    try {
      while (true) {
        publish(reports.take());
      }
    } catch (InterruptedException closed) {
      // The service was closed.
    }
  }

  private synchronized void publish(Report report) {
    if (audience.isEmpty()) {
      return;
    }
    BusConnection connection = audience.get();
    try {
      for (Event event : report.events()) {
        Optional<Signals.Signal> signal = Signals.of(event);
        if (signal.isPresent()) {
          send(connection, signal.get());
        }
      }
      Map<String, Value> now = PropertyCodec.properties(report.status(), version);
      Map<String, Value> changed = PropertyCodec.changed(known, now);
      known = now;
      if (!changed.isEmpty()) {
        connection.sendSignal(
            Names.PROPERTIES,
            "PropertiesChanged",
            List.of(
                new Value.Text(Names.MANAGER),
                new Value.Dictionary(changed),
                new Value.Texts(List.of())));
      }
    } catch (IOException lost) {
      LOG.debug("the bus was lost before a report was sent", lost);
    }
  }

  /** A repair of tens of thousands of rules is more than a message holds. */
  private static void send(BusConnection connection, Signals.Signal signal) throws IOException {
    try {
      connection.sendSignal(Names.MANAGER, signal.member(), signal.values());
    } catch (Marshaller.TooLongException tooLong) {
      LOG.warn("{} is not told over the bus: it would be too long.", signal.member());
    }
  }
}
