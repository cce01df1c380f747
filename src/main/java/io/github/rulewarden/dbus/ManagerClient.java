package io.github.rulewarden.dbus;

import io.github.rulewarden.api.CheckResult;
import io.github.rulewarden.api.HistoryEntry;
import io.github.rulewarden.api.ListedRule;
import io.github.rulewarden.api.Manager;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.ManagerException.Kind;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.api.StatusListener;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.policy.Mode;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A running daemon, asked over the bus. Each question is a connection of its own and is answered
 * within a limit or not at all: five seconds for what the daemon knows, longer for what it has to
 * work out, and two minutes for what somebody may be asked a password for.
 */
public final class ManagerClient implements Manager {
  /** More than the daemon ever sends. */
  private static final int BODY_LIMIT = 1 << 26;

  static final Request STATUS =
      Request.toDaemon(Names.PROPERTIES, "GetAll", new Value.Text(Names.MANAGER));

  /**
   * @param knowing for what the daemon only has to tell
   * @param working for what it has to compute
   * @param asking for what polkit may ask the user for a password first
   */
  record Limits(Duration knowing, Duration working, Duration asking) {
    static final Limits USUAL =
        new Limits(Duration.ofSeconds(5), Duration.ofSeconds(25), Duration.ofSeconds(120));

    static Limits all(Duration limit) {
      return new Limits(limit, limit, limit);
    }
  }

  private final BusAddress address;
  private final Limits limits;

  public ManagerClient(BusAddress address) {
    this(address, Limits.USUAL);
  }

  ManagerClient(BusAddress address, Limits limits) {
    this.address = address;
    this.limits = limits;
  }

  @Override
  public Status status() throws ManagerException {
    return ReplyDecoder.status(ask(STATUS, limits.knowing()));
  }

  @Override
  public List<ListedRule> rules(Scope scope, Set<Family> families) throws ManagerException {
    String family = families.size() == 1 ? families.iterator().next().text() : "";
    Request request = method("ListRules", new Value.Text(scope.text()), new Value.Text(family));
    return ReplyDecoder.rules(ask(request, limits.knowing()));
  }

  @Override
  public CheckResult check() throws ManagerException {
    return ReplyDecoder.examination(ask(method("Check"), limits.working()));
  }

  @Override
  public List<String> plan() throws ManagerException {
    return ReplyDecoder.steps(ask(method("Plan"), limits.working()));
  }

  @Override
  public List<HistoryEntry> history(int most) throws ManagerException {
    return ReplyDecoder.history(
        ask(method("History", new Value.Unsigned32(most)), limits.working()));
  }

  @Override
  public String metrics() throws ManagerException {
    return ReplyDecoder.text(ask(method("Metrics"), limits.knowing()));
  }

  @Override
  public List<String> repair() throws ManagerException {
    return ReplyDecoder.steps(ask(method("Repair").interactive(), limits.asking()));
  }

  @Override
  public List<String> undo() throws ManagerException {
    return ReplyDecoder.steps(ask(method("Undo").interactive(), limits.asking()));
  }

  @Override
  public void reload() throws ManagerException {
    ask(method("Reload").interactive(), limits.asking());
  }

  @Override
  public void setMode(Mode mode) throws ManagerException {
    ask(method("SetMode", new Value.Text(mode.text())).interactive(), limits.asking());
  }

  /**
   * Tells the listener how things stand, and then what happens, until the daemon or the bus goes.
   * The bus carries no opponent of an inversion, and nothing of what is refused, withdrawn, undone
   * or set; the status tells.
   *
   * @throws ManagerException UNREACHABLE when they have gone, or never were there
   */
  public void follow(StatusListener listener) throws ManagerException {
    try (BusConnection connection = new BusConnection(BODY_LIMIT)) {
      Follower follower;
      try (Deadline _ = new Deadline(connection, limits.knowing())) {
        connection.connect(address);
        follower = Follower.begin(connection, listener);
      } catch (ClosedChannelException late) {
        throw late(limits.knowing());
      } catch (IOException unreachable) {
        throw unreachable(unreachable);
      }
      follower.follow();
    } catch (IOException lost) {
      throw new ManagerException(Kind.UNREACHABLE, "The D-Bus at " + address.text() + " has gone.");
    } catch (ErrorReply error) {
      throw failure(error);
    }
  }

  private static Request method(String member, Value... values) {
    return Request.toDaemon(Names.MANAGER, member, values);
  }

  private Object[] ask(Request request, Duration limit) throws ManagerException {
    try (BusConnection connection = new BusConnection(BODY_LIMIT);
        Deadline _ = new Deadline(connection, limit)) {
      connection.connect(address);
      return connection.call(request);
    } catch (ClosedChannelException late) {
      throw late(limit);
    } catch (IOException unreachable) {
      throw unreachable(unreachable);
    } catch (ErrorReply error) {
      throw failure(error);
    }
  }

  private static ManagerException late(Duration limit) {
    return new ManagerException(
        Kind.UNREACHABLE,
        "The rulewarden daemon did not answer within "
            + limit.toMillis()
            + " ms; see what it does with `systemctl status rulewarden`.");
  }

  private ManagerException unreachable(IOException cause) {
    return new ManagerException(
        Kind.UNREACHABLE,
        "The rulewarden daemon cannot be asked, for there is no D-Bus at "
            + address.text()
            + ": "
            + ErrorReply.sentence(cause)
            + "; `systemctl start dbus` starts it, and `rulewarden check` does without.");
  }

  private static ManagerException failure(ErrorReply error) {
    return switch (error.name()) {
      case ErrorReply.ACCESS_DENIED, ErrorReply.INTERACTION_REQUIRED ->
          new ManagerException(Kind.DENIED, error.sentence());
      case ErrorReply.UNREACHABLE -> new ManagerException(Kind.UNREACHABLE, error.sentence());
      case ErrorReply.SERVICE_UNKNOWN, ErrorReply.NAME_HAS_NO_OWNER ->
          new ManagerException(Kind.UNREACHABLE, "The rulewarden daemon is not running.");
      case ErrorReply.NO_REPLY ->
          new ManagerException(Kind.UNREACHABLE, "The rulewarden daemon went without an answer.");
      default -> new ManagerException(Kind.REFUSED, error.sentence());
    };
  }
}
