package io.github.rulewarden.demo;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.ManagerException.Kind;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.linux.UnixDatagramListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The real daemon, started in the same way as by a service manager. */
final class DemoDaemon implements AutoCloseable {
  /** An abstract socket, which is visible only in the namespace. */
  private static final String NOTIFY_SOCKET = "@rulewarden-demo";

  private static final String READY = "READY=1";
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final long POLL_NANOS = 50_000_000;
  private static final long STOP_TIMEOUT_MILLIS = 3000;

  private final Process process;
  private final Path log;

  private DemoDaemon(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts the daemon with the default configuration and without a bus, and waits until it watches
   * the rules.
   *
   * @param program {@code bin/rulewarden}
   */
  static DemoDaemon start(DemoNamespace namespace, Path program) throws ManagerException {
    Path log = namespace.file("daemon.log");
    Path runtime = namespace.file("run");
    Path configuration = namespace.file("rulewarden.toml");
    try (UnixDatagramListener notifications =
        namespace.run(() -> new UnixDatagramListener(NOTIFY_SOCKET))) {
      Files.createFile(configuration);
      Map<String, String> environment =
          Map.of(
              "NOTIFY_SOCKET",
              NOTIFY_SOCKET,
              "RUNTIME_DIRECTORY",
              runtime.toString(),
              "STATE_DIRECTORY",
              namespace.file("state").toString(),
              "DBUS_SYSTEM_BUS_ADDRESS",
              "unix:path=" + namespace.file("no-bus"));
      Process process =
          namespace
              .commands()
              .start(
                  log,
                  environment,
                  program.toString(),
                  "daemon",
                  "--config",
                  configuration.toString());
      DemoDaemon daemon = new DemoDaemon(process, log);
      daemon.awaitReady(notifications);
      daemon.awaitIdle();
      return daemon;
    } catch (IOException | KernelException e) {
      throw new ManagerException(Kind.UNREACHABLE, "The daemon cannot be started: " + e + ".");
    }
  }

  private void awaitReady(UnixDatagramListener notifications)
      throws KernelException, ManagerException {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (System.nanoTime() < deadline && process.isAlive()) {
      Optional<Bytes> notification = notifications.receive(POLL_NANOS);
      if (notification.isPresent() && text(notification.get()).lines().anyMatch(READY::equals)) {
        return;
      }
    }
    throw new ManagerException(Kind.UNREACHABLE, "The daemon did not become ready:\n" + log());
  }

  private static String text(Bytes notification) {
    return new String(notification.toArray(), StandardCharsets.UTF_8);
  }

  /**
   * Waits until the daemon is idle: after READY it watches the rules, but the warm-up still uses
   * the processor for a short time.
   */
  private void awaitIdle() {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    Optional<Duration> last = Optional.empty();
    int idlePolls = 0;
    while (idlePolls < 3 && System.nanoTime() < deadline) {
      pause();
      Optional<Duration> used = process.info().totalCpuDuration();
      idlePolls = used.equals(last) ? idlePolls + 1 : 0;
      last = used;
    }
  }

  private static void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(POLL_NANOS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the port ids of its netlink sockets. */
  Set<Integer> ports() throws ManagerException {
    try {
      return NetlinkPorts.of(process.pid());
    } catch (IOException e) {
      throw new ManagerException(Kind.UNREACHABLE, "The daemon has exited:\n" + log());
    }
  }

  /** Returns its log. */
  String log() {
    try {
      return Files.readString(log).strip();
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Stops the daemon, and waits until it has exited. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
