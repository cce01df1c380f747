package io.github.rulewarden.dbus;

import io.github.rulewarden.api.CheckResult;
import io.github.rulewarden.api.HistoryEntry;
import io.github.rulewarden.api.ListedRule;
import io.github.rulewarden.api.Manager;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.State;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.fuzz.Target;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Strategy;
import io.github.rulewarden.policy.classify.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A bus that sends arbitrary bytes during authentication, as the reply to RequestName, and as
 * calls. The session ends with the connection, with an exception that the service expects.
 */
public final class SessionFuzz implements Target {
  private static final Manager MANAGER = new QuietManager();

  private final FakeBus bus;

  /** Listens at a socket in a directory for temporary files. */
  public SessionFuzz() {
    try {
      Path directory = Files.createTempDirectory("bus");
      Path socket = directory.resolve("bus");
      bus = new FakeBus(socket);
      directory.toFile().deleteOnExit();
      socket.toFile().deleteOnExit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Object feed(byte[] input) {
    FakeBus.Conversation conversation = bus.converse(input, MANAGER);
    return conversation.end() + ", " + conversation.received().length() + " bytes received";
  }

  private static final class QuietManager implements Manager {
    @Override
    public Status status() {
      return new Status(
          State.OK, "", Mode.REPAIR, Strategy.RELOCATE, 0, 0, 0, 0, List.of(), List.of(), "");
    }

    @Override
    public List<ListedRule> rules(Scope scope, Set<Family> families) {
      return List.of(new ListedRule(Family.IPV4, 5270, "from all lookup 52", Role.OTHER, 0, 0));
    }

    @Override
    public CheckResult check() {
      return new CheckResult(true, List.of());
    }

    @Override
    public List<String> plan() {
      return List.of();
    }

    @Override
    public List<HistoryEntry> history(int max) {
      return List.of();
    }

    @Override
    public String metrics() {
      return "";
    }

    @Override
    public List<String> undo() {
      return List.of();
    }

    @Override
    public void reload() {
      // Nothing changes.
    }

    @Override
    public void setMode(Mode mode) {
      // Nothing changes.
    }

    @Override
    public List<String> repair() throws ManagerException {
      throw new ManagerException(ManagerException.Kind.REFUSED, "not now");
    }
  }
}
