package io.github.rulewarden.dbus;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.Manager;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.api.StatusListener;
import io.github.rulewarden.dbus.protocol.BusConnection;
import io.github.rulewarden.dbus.protocol.ErrorReply;
import io.github.rulewarden.dbus.protocol.StallWatch;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon's service on the bus. If the bus is missing, is lost or refuses the name, the service
 * logs that once and retries until it succeeds; nothing else in the daemon depends on it.
 */
public final class BusService implements StatusListener, AutoCloseable {
  /** The contract: the service is back within five seconds after the bus. */
  static final Duration RETRY_DELAY = Duration.ofSeconds(2);

  /** Longer than any argument of a method of Manager1. */
  private static final int MAX_BODY_LENGTH = 1 << 16;

  /** Even a slow bus reads something within this time; see {@link StallWatch}. */
  private static final Duration STALL_TICK = Duration.ofSeconds(3);

  private static final long CLOSE_MILLIS = 1_000;
  private static final Logger LOG = LoggerFactory.getLogger(BusService.class);

  private final BusAddress address;
  private final Duration retryDelay;
  private final Polkit.Timeouts timeouts;
  private final Manager manager;
  private final ManagerObject object;
  private final Publisher publisher;
  private final Thread serving;
  private final Thread publishing;

  /** The last warning, so that a lasting problem is logged once. */
  private String lastWarning = "";

  private BusService(
      BusAddress address,
      Duration retryDelay,
      Polkit.Timeouts timeouts,
      Manager manager,
      String version) {
    this.address = address;
    this.retryDelay = retryDelay;
    this.timeouts = timeouts;
    this.manager = manager;
    object = new ManagerObject(manager, version);
    publisher = new Publisher(version);
    serving = Thread.ofPlatform().name("bus").daemon().unstarted(this::run);
    publishing = Thread.ofPlatform().name("bus-signals").daemon().unstarted(publisher);
  }

  /**
   * Starts the service and returns at once, whether there is a bus or not.
   *
   * @param version the value of the property Version
   */
  public static BusService start(BusAddress address, Manager manager, String version) {
    return start(address, RETRY_DELAY, Polkit.Timeouts.DEFAULT, manager, version);
  }

  static BusService start(
      BusAddress address,
      Duration retryDelay,
      Polkit.Timeouts timeouts,
      Manager manager,
      String version) {
    BusService service = new BusService(address, retryDelay, timeouts, manager, version);
    service.serving.start();
    service.publishing.start();
    return service;
  }

  /** Sends signals for events and for changed properties. Never waits for the bus. */
  @Override
  public void report(Status status, List<Event> events) {
    publisher.report(status, events);
  }

  /** Leaves the bus. */
  @Override
  public void close() {
    serving.interrupt();
    publishing.interrupt();
    try {
      serving.join(CLOSE_MILLIS);
      publishing.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try (BusConnection connection = new BusConnection(MAX_BODY_LENGTH)) {
        serve(connection);
      } catch (IOException lost) {
        warn("Not on the bus at " + address.text() + ": " + ErrorReply.sentence(lost));
      } catch (ErrorReply refused) {
        warn(
            "The bus at "
                + address.text()
                + " refuses the name "
                + Names.SERVICE
                + ": "
                + refused.sentence());
      } catch (ManagerException failure) {
        warn("Not on the bus: " + ErrorReply.sentence(failure));
      } catch (RuntimeException | Error bug) {
        LOG.error("Disconnected from the bus because of a bug. Trying again.", bug);
      } finally {
        publisher.detach();
      }
      try {
        Thread.sleep(retryDelay);
      } catch (InterruptedException closed) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void serve(BusConnection connection) throws IOException, ErrorReply, ManagerException {
    try (StallWatch watch = new StallWatch(connection, STALL_TICK)) {
      try {
        serveWatched(connection);
      } catch (ClosedChannelException closed) {
        if (!watch.hasStalled()) {
          throw closed;
        }
        throw new IOException(
            "the bus reads nothing more, possibly because a client does not read its replies",
            closed);
      }
    }
  }

  private void serveWatched(BusConnection connection)
      throws IOException, ErrorReply, ManagerException {
    connection.connect(address.socket());
    // Before the name, so that every client that reads properties has at least these values.
    publisher.attach(connection, object.properties());
    Session session = new Session(connection, object, manager, timeouts);
    session.acquireName();
    lastWarning = "";
    LOG.info("On the bus at {} as {}.", address.text(), Names.SERVICE);
    session.serve();
  }

  private void warn(String sentence) {
    if (!sentence.equals(lastWarning) && !Thread.currentThread().isInterrupted()) {
      lastWarning = sentence;
      LOG.warn("{}. Trying again; the rules are watched meanwhile.", sentence);
    }
  }
}
