package io.github.rulewarden.demo;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.ManagerException.Kind;
import io.github.rulewarden.daemon.Clock;
import io.github.rulewarden.daemon.ReadRequest;
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

/** An unnamed network namespace, a directory for files, and the commands to run programs there. */
final class DemoNamespace implements AutoCloseable {
  /** The directory of wireguard-go's control sockets, which all namespaces share. */
  private static final Path SOCKETS = Path.of("/var/run/wireguard");

  private final NetworkNamespace namespace;
  private final String tunnelName;
  private final Cleanup cleanup;
  private final Commands commands;
  private final Thread shutdownHook = new Thread(this::end, "cleanup");
  private volatile boolean isClosing;

  private DemoNamespace(
      NetworkNamespace namespace, String tunnelName, Cleanup cleanup, Commands commands) {
    this.namespace = namespace;
    this.tunnelName = tunnelName;
    this.cleanup = cleanup;
    this.commands = commands;
  }

  /**
   * Creates an empty namespace.
   *
   * @throws ManagerException DENIED if this process may not create a namespace
   */
  static DemoNamespace open(SearchPath programs) throws ManagerException {
    NetworkNamespace namespace = namespace();
    try {
      String tunnelName = freeTunnelName();
      Cleanup cleanup = namespace.run(() -> Cleanup.start(socket(tunnelName)));
      Commands commands = new Commands(namespace, cleanup.directory(), programs);
      DemoNamespace opened = new DemoNamespace(namespace, tunnelName, cleanup, commands);
      Runtime.getRuntime().addShutdownHook(opened.shutdownHook);
      return opened;
    } catch (IOException e) {
      namespace.close();
      throw new ManagerException(
          Kind.UNREACHABLE, "The demonstration's namespace cannot be created: " + e + ".");
    }
  }

  private static NetworkNamespace namespace() throws ManagerException {
    try {
      return NetworkNamespace.create();
    } catch (KernelException e) {
      if (e.errno() == Errno.EPERM) {
        throw new ManagerException(
            Kind.DENIED,
            "The demonstration creates a network namespace, which requires CAP_SYS_ADMIN: run it as root.");
      }
      throw new ManagerException(
          Kind.UNREACHABLE, "The demonstration's namespace cannot be created: " + e + ".");
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

  /** Returns a file or directory that is removed with the namespace. */
  Path file(String name) {
    return cleanup.directory().resolve(name);
  }

  /** Returns a name for a WireGuard link whose control socket does not exist yet. */
  String tunnelName() {
    return tunnelName;
  }

  Commands commands() {
    return commands;
  }

  /** Runs something on the namespace's thread. */
  <T, E extends Exception> T run(NetworkNamespace.Work<T, E> work) throws E {
    return namespace.run(work);
  }

  /** Reads the current rules. */
  Snapshot rules() throws ManagerException {
    return namespace.run(DemoNamespace::rulesHere);
  }

  private static Snapshot rulesHere() throws ManagerException {
    try (KernelRuleTable table = Kernel.openTable()) {
      return table.read(ReadRequest.everything(ReadRequest.NO_TABLE));
    } catch (RuleTable.UnreadableException e) {
      throw new ManagerException(Kind.UNREACHABLE, String.valueOf(e.getMessage()));
    }
  }

  /** Starts to watch the rules. */
  RuleWatch watch() throws ManagerException {
    try {
      return namespace.run(() -> RuleWatch.open(Clock.system()));
    } catch (KernelException e) {
      throw new ManagerException(
          Kind.UNREACHABLE, "The rules cannot be watched: " + e.getMessage() + ".");
    }
  }

  /** Whether the program is stopping, so that failures are expected. */
  boolean isClosing() {
    return isClosing;
  }

  /** Called on Ctrl-C, at any point of the demonstration. */
  private void end() {
    isClosing = true;
    commands.close();
    cleanup.close();
  }

  @Override
  public void close() {
    if (isClosing) {
      return; // The hook cleans up.
    }
    cleanup.close();
    namespace.close();
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IllegalStateException e) {
      // The hook has just started, and finds nothing left to do.
    }
  }
}
