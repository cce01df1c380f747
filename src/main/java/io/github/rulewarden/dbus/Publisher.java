package io.github.rulewarden.dbus;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.dbus.protocol.BusConnection;
import io.github.rulewarden.dbus.protocol.Marshaller;
import io.github.rulewarden.dbus.protocol.StandardNames;
import io.github.rulewarden.dbus.protocol.Value;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Converts reports to signals, on a thread of its own, so that a bus that reads nothing does not
 * block the reporter. Drops reports while there is no connection; clients that connect later read
 * the properties.
 */
final class Publisher implements Runnable {
  /** If the bus reads nothing for more reports than this, the oldest events are lost. */
  private static final int CAPACITY = 256;

  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

  private record Report(Status status, List<Event> events) {}

  private final BlockingQueue<Report> reports = new ArrayBlockingQueue<>(CAPACITY);
  private final String version;
  private Optional<BusConnection> connection = Optional.empty();

  /** The properties as clients know them. */
  private Map<String, Value> published = Map.of();

  Publisher(String version) {
    this.version = version;
  }

  /**
   * Sends reports to this connection from now on. Events that happened while there was none are
   * dropped.
   *
   * @param properties the values that clients read first
   */
  synchronized void attach(BusConnection connection, Map<String, Value> properties) {
    reports.clear();
    this.connection = Optional.of(connection);
    this.published = properties;
  }

  /** Call this after the connection was closed, because a blocked send would block this as well. */
  synchronized void detach() {
    connection = Optional.empty();
  }

  /** Queues a report. Never waits. */
  void report(Status status, List<Event> events) {
    Report report = new Report(status, events);
    while (!reports.offer(report)) {
      // Newer reports supersede its status anyway.
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
    if (connection.isPresent()) {
      publish(report, connection.get());
    }
  }

  private void publish(Report report, BusConnection connection) {
    try {
      for (Event event : report.events()) {
        Optional<Signals.Encoded> signal = Signals.of(event);
        if (signal.isPresent()) {
          send(connection, signal.get());
        }
      }
      Map<String, Value> now = PropertyCodec.properties(report.status(), version);
      Map<String, Value> changed = PropertyCodec.changed(published, now);
      published = now;
      if (!changed.isEmpty()) {
        connection.sendSignal(
            Names.PATH,
            StandardNames.PROPERTIES,
            "PropertiesChanged",
            List.of(
                new Value.Text(Names.MANAGER),
                new Value.Dictionary(changed),
                new Value.Texts(List.of())));
      }
    } catch (IOException lost) {
      LOG.debug("a report was not sent: the connection ended", lost);
    }
  }

  /** The steps of a repair of tens of thousands of rules do not fit into a message. */
  private static void send(BusConnection connection, Signals.Encoded signal) throws IOException {
    try {
      connection.sendSignal(Names.PATH, Names.MANAGER, signal.member(), signal.values());
    } catch (Marshaller.TooLongException tooLong) {
      LOG.warn("The signal {} is too long and is not sent.", signal.member());
    }
  }
}
