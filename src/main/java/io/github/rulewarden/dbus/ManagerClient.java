package io.github.rulewarden.dbus;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.manager.Examination;
import io.github.rulewarden.manager.HistoryEntry;
import io.github.rulewarden.manager.ListedRule;
import io.github.rulewarden.manager.Manager;
import io.github.rulewarden.manager.ManagerException;
import io.github.rulewarden.manager.ManagerException.Kind;
import io.github.rulewarden.manager.Status;
import io.github.rulewarden.manager.StatusListener;
import io.github.rulewarden.policy.Mode;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A running daemon, asked over the bus. Each question is a connection of its own and is answered
 * within five seconds or not at all.
 */
public final class ManagerClient implements Manager {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** More than the daemon ever sends. */
  private static final int BODY_LIMIT = 1 << 26;

  private final BusAddress address;
  private final Duration limit;

  public ManagerClient(BusAddress address) {
    this(address, LIMIT);
  }

  ManagerClient(BusAddress address, Duration limit) {
    this.address = address;
    this.limit = limit;
  }

  @Override
  public Status status() throws ManagerException {
    Object[] answer = ask(Names.PROPERTIES, "GetAll", List.of(new Value.Text(Names.MANAGER)));
    return Answers.status(answer);
  }

  @Override
  public List<ListedRule> rules(Set<Family> families) throws ManagerException {
    String family = families.size() == 1 ? families.iterator().next().text() : "";
    Object[] answer =
        ask(Names.MANAGER, "ListRules", List.of(new Value.Text(""), new Value.Text(family)));
    return Answers.rules(answer);
  }

  @Override
  public List<String> repair() throws ManagerException {
    Object[] answer = ask(Names.MANAGER, "Repair", List.of());
    return Answers.steps(answer);
  }

  @Override
  public Examination check() throws ManagerException {
    throw new ManagerException(Kind.REFUSED, "This is not built yet.");
  }

  @Override
  public List<String> plan() throws ManagerException {
    throw new ManagerException(Kind.REFUSED, "This is not built yet.");
  }

  @Override
  public List<HistoryEntry> history(int most) throws ManagerException {
    throw new ManagerException(Kind.REFUSED, "This is not built yet.");
  }

  @Override
  public String metrics() throws ManagerException {
    throw new ManagerException(Kind.REFUSED, "This is not built yet.");
  }

  @Override
  public List<String> undo() throws ManagerException {
    throw new ManagerException(Kind.REFUSED, "This is not built yet.");
  }

  @Override
  public void reload() throws ManagerException {
    throw new ManagerException(Kind.REFUSED, "This is not built yet.");
  }

  @Override
  public void setMode(Mode mode) throws ManagerException {
    throw new ManagerException(Kind.REFUSED, "This is not built yet.");
  }

  /**
   * Tells the listener how things stand, and then what happens, until the daemon or the bus goes.
   *
   * @throws ManagerException UNREACHABLE when they have gone, or never were there
   */
  public void follow(StatusListener listener) throws ManagerException {
    listener.report(status(), List.of());
    throw new ManagerException(Kind.UNREACHABLE, "This is not built yet.");
  }

  private Object[] ask(String interfaceName, String member, List<Value> arguments)
      throws ManagerException {
    CountDownLatch answered = new CountDownLatch(1);
    try (BusConnection connection = new BusConnection(BODY_LIMIT)) {
      closeAtLimit(connection, answered);
      connection.connect(address);
      return connection.call(Names.SERVICE, Names.PATH, interfaceName, member, arguments);
    } catch (ClosedChannelException late) {
      throw new ManagerException(
          Kind.UNREACHABLE,
          "The rulewarden daemon did not answer within "
              + limit.toMillis()
              + " ms; see what it does with `systemctl status rulewarden`.");
    } catch (IOException unreachable) {
      throw new ManagerException(
          Kind.UNREACHABLE,
          "The rulewarden daemon cannot be asked, for there is no D-Bus at "
              + address.text()
              + ": "
              + ErrorReply.sentence(unreachable)
              + ".");
    } catch (ErrorReply error) {
      throw failure(error);
    } finally {
      answered.countDown();
    }
  }

  /** Closing is what ends a wait for a socket. */
  private void closeAtLimit(BusConnection connection, CountDownLatch answered) {
    Thread.ofPlatform()
        .name("bus-limit")
        .daemon()
        .start(() -> {
          try {
            if (!answered.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
              connection.close();
            }
          } catch (InterruptedException | IOException nothingToClose) {
            // Nobody waits any longer.
          }
        });
  }

  private static ManagerException failure(ErrorReply error) {
    return switch (error.name()) {
      case ErrorReply.ACCESS_DENIED -> new ManagerException(Kind.DENIED, error.sentence());
      case ErrorReply.UNREACHABLE -> new ManagerException(Kind.UNREACHABLE, error.sentence());
      case ErrorReply.SERVICE_UNKNOWN, ErrorReply.NAME_HAS_NO_OWNER ->
          new ManagerException(Kind.UNREACHABLE, "The rulewarden daemon is not running.");
      default -> new ManagerException(Kind.REFUSED, error.sentence());
    };
  }
}
