package io.github.rulewarden.dbus;

import io.github.rulewarden.api.CheckResult;
import io.github.rulewarden.api.HistoryEntry;
import io.github.rulewarden.api.ListedRule;
import io.github.rulewarden.api.Manager;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.ManagerException.Kind;
import io.github.rulewarden.api.SignalListener;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.dbus.protocol.BusConnection;
import io.github.rulewarden.dbus.protocol.ErrorReply;
import io.github.rulewarden.dbus.protocol.Request;
import io.github.rulewarden.dbus.protocol.StandardNames;
import io.github.rulewarden.dbus.protocol.Value;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.policy.Mode;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Calls a running daemon over the bus. Each call has a connection and a timeout of its own: five
 * seconds for what the daemon knows, longer for what it has to compute, and two minutes for what
 * may prompt the user for a password.
 */
public final class ManagerClient implements Manager {
  /** More than the daemon ever sends. */
  private static final int MAX_BODY_LENGTH = 1 << 26;

  static final Request STATUS =
      request(StandardNames.PROPERTIES, "GetAll", new Value.Text(Names.MANAGER));

  /**
   * How long a call may take.
   *
   * @param reading for what the daemon knows
   * @param computing for what the daemon has to compute
   * @param prompting for what may make polkit prompt the user for a password
   */
  record Timeouts(Duration reading, Duration computing, Duration prompting) {
    static final Timeouts DEFAULT =
        new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(25), Duration.ofSeconds(120));

    static Timeouts all(Duration timeout) {
      return new Timeouts(timeout, timeout, timeout);
    }
  }

  /** Closes a connection after a timeout, because only that ends a wait for a socket. */
  private static final class Deadline implements AutoCloseable {
    private final CountDownLatch met = new CountDownLatch(1);

    Deadline(BusConnection connection, Duration timeout) {
      Thread.ofPlatform()
          .name("bus-limit")
          .daemon()
          .start(() -> {
            try {
              if (!met.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                connection.close();
              }
            } catch (InterruptedException | IOException ended) {
              // The connection is no longer in use.
            }
          });
    }

    /** Cancels the timeout. */
    @Override
    public void close() {
      met.countDown();
    }
  }

  private final BusAddress address;
  private final Timeouts timeouts;

  public ManagerClient(BusAddress address) {
    this(address, Timeouts.DEFAULT);
  }

  ManagerClient(BusAddress address, Timeouts timeouts) {
    this.address = address;
    this.timeouts = timeouts;
  }

  @Override
  public Status status() throws ManagerException {
    return ReplyDecoder.status(call(STATUS, timeouts.reading()));
  }

  @Override
  public List<ListedRule> rules(Scope scope, Set<Family> families) throws ManagerException {
    String family = families.size() == 1 ? families.iterator().next().text() : "";
    Request request = method("ListRules", new Value.Text(scope.text()), new Value.Text(family));
    return ReplyDecoder.rules(call(request, timeouts.reading()));
  }

  @Override
  public CheckResult check() throws ManagerException {
    return ReplyDecoder.checkResult(call(method("Check"), timeouts.computing()));
  }

  @Override
  public List<String> plan() throws ManagerException {
    return ReplyDecoder.steps(call(method("Plan"), timeouts.computing()));
  }

  @Override
  public List<HistoryEntry> history(int max) throws ManagerException {
    return ReplyDecoder.history(
        call(method("History", new Value.Unsigned32(max)), timeouts.computing()));
  }

  @Override
  public String metrics() throws ManagerException {
    return ReplyDecoder.text(call(method("Metrics"), timeouts.reading()));
  }

  @Override
  public List<String> repair() throws ManagerException {
    return ReplyDecoder.steps(call(method("Repair").interactive(), timeouts.prompting()));
  }

  @Override
  public List<String> undo() throws ManagerException {
    return ReplyDecoder.steps(call(method("Undo").interactive(), timeouts.prompting()));
  }

  @Override
  public void reload() throws ManagerException {
    call(method("Reload").interactive(), timeouts.prompting());
  }

  @Override
  public void setMode(Mode mode) throws ManagerException {
    call(method("SetMode", new Value.Text(mode.text())).interactive(), timeouts.prompting());
  }

  /**
   * Reports the status to the listener, and then every change, until the daemon or the bus leaves.
   *
   * @throws ManagerException UNREACHABLE if the daemon or the bus stopped, or was not running
   */
  public void follow(SignalListener listener) throws ManagerException {
    try (BusConnection connection = new BusConnection(MAX_BODY_LENGTH)) {
      SignalSubscription follower;
      try (Deadline _ = new Deadline(connection, timeouts.reading())) {
        connection.connect(address.socket());
        follower = SignalSubscription.start(connection, listener);
      } catch (ClosedChannelException late) {
        throw timedOut(timeouts.reading());
      } catch (IOException failure) {
        throw unreachable(failure);
      }
      follower.follow();
    } catch (IOException lost) {
      throw new ManagerException(
          Kind.UNREACHABLE, "The D-Bus at " + address.text() + " has stopped.");
    } catch (ErrorReply error) {
      throw ManagerErrors.decode(error);
    }
  }

  private static Request method(String member, Value... values) {
    return request(Names.MANAGER, member, values);
  }

  /** A call to the daemon's object. */
  static Request request(String interfaceName, String member, Value... values) {
    return Request.of(Names.SERVICE, Names.PATH, interfaceName, member, values);
  }

  private List<Value> call(Request request, Duration timeout) throws ManagerException {
    try (BusConnection connection = new BusConnection(MAX_BODY_LENGTH);
        Deadline _ = new Deadline(connection, timeout)) {
      connection.connect(address.socket());
      return connection.call(request);
    } catch (ClosedChannelException late) {
      throw timedOut(timeout);
    } catch (IOException failure) {
      throw unreachable(failure);
    } catch (ErrorReply error) {
      throw ManagerErrors.decode(error);
    }
  }

  private static ManagerException timedOut(Duration timeout) {
    return ManagerException.withRemedy(
        Kind.UNREACHABLE,
        "The rulewarden daemon did not answer within "
            + timeout.toMillis()
            + " ms; see what it does with `systemctl status rulewarden`.");
  }

  private ManagerException unreachable(IOException cause) {
    return ManagerException.withRemedy(
        Kind.UNREACHABLE,
        "The rulewarden daemon cannot be reached: there is no D-Bus at "
            + address.text()
            + " ("
            + ErrorReply.sentence(cause)
            + "). Start it with `systemctl start dbus`; `rulewarden check` works without it.");
  }
}
