package io.github.rulewarden.demo;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.ManagerException.Kind;
import io.github.rulewarden.daemon.Clock;
import io.github.rulewarden.daemon.RuleTable;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.kernel.Kernel;
import io.github.rulewarden.kernel.KernelRuleTable;
import io.github.rulewarden.kernel.RuleWatch;
import io.github.rulewarden.netlink.Errno;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.linux.NetworkNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A network namespace without a name, a directory for files, and the way to run programs there. */
final class Stage implements AutoCloseable {
  /** Where wireguard-go puts its control sockets: a place that all namespaces share. */
  private static final Path SOCKETS = Path.of("/var/run/wireguard");

  private final NetworkNamespace namespace;
  private final String tunnelName;
  private final Janitor janitor;
  private final Commands commands;
  private final Thread farewell = new Thread(this::end, "farewell");
  private volatile boolean isEnding;

  private Stage(NetworkNamespace namespace, String tunnelName, Janitor janitor, Commands commands) {
    this.namespace = namespace;
    this.tunnelName = tunnelName;
    this.janitor = janitor;
    this.commands = commands;
  }

  /**
   * Makes an empty one.
   *
   * @throws ManagerException DENIED if this process may not make a namespace
   */
  static Stage open(SearchPath programs) throws ManagerException {
    NetworkNamespace namespace = namespace();
    try {
      String tunnelName = freeTunnelName();
      Janitor janitor = namespace.run(() -> Janitor.start(socket(tunnelName)));
      Commands commands = new Commands(namespace, janitor.directory(), programs);
      Stage stage = new Stage(namespace, tunnelName, janitor, commands);
      Runtime.getRuntime().addShutdownHook(stage.farewell);
      return stage;
    } catch (IOException e) {
      namespace.close();
      throw new ManagerException(Kind.UNREACHABLE, "No stage for the demonstration: " + e + ".");
    }
  }

  private static NetworkNamespace namespace() throws ManagerException {
    try {
      return NetworkNamespace.create();
    } catch (KernelException e) {
      if (e.errno() == Errno.EPERM) {
        throw new ManagerException(
            Kind.DENIED,
            "The demonstration makes a network namespace of its own, which takes CAP_SYS_ADMIN: run it as root.");
      }
      throw new ManagerException(Kind.UNREACHABLE, "No stage for the demonstration: " + e + ".");
    }
  }

  private static String freeTunnelName() {
    int number = 0;
    while (Files.exists(socket("rwdemo" + number))) {
      number++;
    }
    return "rwdemo" + number;
  }

  private static Path socket(String tunnelName) {
    return SOCKETS.resolve(tunnelName + ".sock");
  }

  /** A file or directory that is removed with the stage. */
  Path file(String name) {
    return janitor.directory().resolve(name);
  }

  /** A name for a WireGuard link whose control socket is nobody else's. */
  String tunnelName() {
    return tunnelName;
  }

  Commands commands() {
    return commands;
  }

  /** Does something on the namespace's thread. */
  <T, E extends Exception> T run(NetworkNamespace.Work<T, E> work) throws E {
    return namespace.run(work);
  }

  /** The rules as they are now. */
  Snapshot rules() throws ManagerException {
    return namespace.run(Stage::rulesHere);
  }

  private static Snapshot rulesHere() throws ManagerException {
    try (KernelRuleTable table = Kernel.openTable()) {
      return table.read();
    } catch (RuleTable.UnreadableException e) {
      throw new ManagerException(Kind.UNREACHABLE, String.valueOf(e.getMessage()));
    }
  }

  /** An onlooker from now on. */
  RuleWatch watch() throws ManagerException {
    try {
      return namespace.run(() -> RuleWatch.open(Clock.system()));
    } catch (KernelException e) {
      throw new ManagerException(
          Kind.UNREACHABLE, "The rules cannot be watched: " + e.getMessage() + ".");
    }
  }

  /** Whether the program was told to end, so that what fails now is no news. */
  boolean isEnding() {
    return isEnding;
  }

  /** On Ctrl-C: the performance may be in the middle of anything. */
  private void end() {
    isEnding = true;
    commands.close();
    janitor.close();
  }

  @Override
  public void close() {
    if (isEnding) {
      return; // The hook is at it.
    }
    janitor.close();
    namespace.close();
    try {
      Runtime.getRuntime().removeShutdownHook(farewell);
    } catch (IllegalStateException e) {
      // It has just begun, and finds nothing left to do.
    }
  }
}
