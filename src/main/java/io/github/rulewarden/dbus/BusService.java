package io.github.rulewarden.dbus;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.Manager;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.api.StatusListener;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon's place on the bus. A bus that is missing, lost or refuses the name costs one line in
 * the log and nothing else; it is tried again until it is there.
 */
public final class BusService implements StatusListener, AutoCloseable {
  /** So that the service is back within five seconds of the bus, as the contract wants. */
  static final Duration RETRY = Duration.ofSeconds(2);

  /** No argument of ours is longer than a packet or a name. */
  private static final int BODY_LIMIT = 1 << 16;

  /** A bus that is slow takes something now and then; see {@link StallWatch}. */
  private static final Duration STALL = Duration.ofSeconds(3);

  private static final long CLOSE_MILLIS = 1_000;
  private static final Logger LOG = LoggerFactory.getLogger(BusService.class);

  private final BusAddress address;
  private final Duration retry;
  private final PolkitTimeouts patience;
  private final Manager manager;
  private final ManagerObject object;
  private final Publisher publisher;
  private final Thread serving;
  private final Thread publishing;

  /** The last complaint, so that a lasting trouble is told once. */
  private String complaint = "";

  private BusService(
      BusAddress address,
      Duration retry,
      PolkitTimeouts patience,
      Manager manager,
      String version) {
    this.address = address;
    this.retry = retry;
    this.patience = patience;
    this.manager = manager;
    object = new ManagerObject(manager, version);
    publisher = new Publisher(version);
    serving = Thread.ofPlatform().name("bus").daemon().unstarted(this::run);
    publishing = Thread.ofPlatform().name("bus-signals").daemon().unstarted(publisher);
  }

  /**
   * Starts to serve and returns at once, whether there is a bus or not.
   *
   * @param version what the property Version says
   */
  public static BusService start(BusAddress address, Manager manager, String version) {
    return start(address, RETRY, PolkitTimeouts.USUAL, manager, version);
  }

  static BusService start(
      BusAddress address,
      Duration retry,
      PolkitTimeouts patience,
      Manager manager,
      String version) {
    BusService service = new BusService(address, retry, patience, manager, version);
    service.serving.start();
    service.publishing.start();
    return service;
  }

  /** Sends what changed to whoever listens. Never waits for the bus. */
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
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try (BusConnection connection = new BusConnection(BODY_LIMIT)) {
        serve(connection);
      } catch (IOException lost) {
        complain("Not on the bus at " + address.text() + ": " + ErrorReply.sentence(lost));
      } catch (ErrorReply refused) {
        complain(
            "The bus at "
                + address.text()
                + " refuses the name "
                + Names.SERVICE
                + ": "
                + refused.sentence());
      } catch (ManagerException failure) {
        complain("Not on the bus: " + ErrorReply.sentence(failure));
      } catch (RuntimeException | Error bug) {
        LOG.error("The bus is left for a fault of this program. Trying again.", bug);
      } finally {
        publisher.end();
      }
      try {
        Thread.sleep(retry);
      } catch (InterruptedException closed) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void serve(BusConnection connection) throws IOException, ErrorReply, ManagerException {
    try (StallWatch watch = new StallWatch(connection, STALL)) {
      try {
        serveWatched(connection);
      } catch (ClosedChannelException closed) {
        if (!watch.hasStalled()) {
          throw closed;
        }
        throw new IOException("it takes nothing more, somebody may not read his answers", closed);
      }
    }
  }

  private void serveWatched(BusConnection connection)
      throws IOException, ErrorReply, ManagerException {
    connection.connect(address);
    // Before the name: whoever reads a property knows at least this.
    publisher.begin(connection, object.properties());
    Session session = new Session(connection, object, manager, patience);
    session.acquireName();
    complaint = "";
    LOG.info("On the bus at {} as {}.", address.text(), Names.SERVICE);
    session.serve();
  }

  private void complain(String sentence) {
    if (!sentence.equals(complaint) && !Thread.currentThread().isInterrupted()) {
      complaint = sentence;
      LOG.warn("{}. Trying again; the rules are watched all the same.", sentence);
    }
  }
}
