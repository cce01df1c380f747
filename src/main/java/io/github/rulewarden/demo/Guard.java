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

/** The real daemon, as a service manager would start it. */
final class Guard implements AutoCloseable {
  /** Abstract, and so seen in the namespace alone. */
  private static final String NOTIFY_SOCKET = "@rulewarden-demo";

  private static final String READY = "READY=1";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long LOOK_NANOS = 50_000_000;
  private static final long FAREWELL_MILLIS = 3000;

  private final Process process;
  private final Path log;

  private Guard(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it, with the default configuration and no bus, and waits until it keeps watch.
   *
   * @param program {@code bin/rulewarden}
   */
  static Guard start(Stage stage, Path program) throws ManagerException {
    Path log = stage.file("daemon.log");
    Path runtime = stage.file("run");
    Path configuration = stage.file("rulewarden.toml");
    try (UnixDatagramListener notices = stage.run(() -> new UnixDatagramListener(NOTIFY_SOCKET))) {
      Files.createFile(configuration);
      Map<String, String> environment =
          Map.of(
              "NOTIFY_SOCKET",
              NOTIFY_SOCKET,
              "RUNTIME_DIRECTORY",
              runtime.toString(),
              "STATE_DIRECTORY",
              stage.file("state").toString(),
              "DBUS_SYSTEM_BUS_ADDRESS",
              "unix:path=" + stage.file("no-bus"));
      Process process =
          stage
              .commands()
              .start(
                  log,
                  environment,
                  program.toString(),
                  "daemon",
                  "--config",
                  configuration.toString());
      Guard guard = new Guard(process, log);
      guard.awaitReady(notices);
      guard.awaitRest();
      return guard;
    } catch (IOException | KernelException e) {
      throw new ManagerException(Kind.UNREACHABLE, "The daemon cannot be started: " + e + ".");
    }
  }

  private void awaitReady(UnixDatagramListener notices) throws KernelException, ManagerException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline && process.isAlive()) {
      Optional<Bytes> notice = notices.receive(LOOK_NANOS);
      if (notice.isPresent() && text(notice.get()).lines().anyMatch(READY::equals)) {
        return;
      }
    }
    throw new ManagerException(Kind.UNREACHABLE, "The daemon does not get ready:\n" + log());
  }

  private static String text(Bytes notice) {
    return new String(notice.toArray(), StandardCharsets.UTF_8);
  }

  /**
   * Waits until it has nothing to do: READY tells that it watches, but for a moment longer it
   * rehearses repairs, and that takes the processor.
   */
  private void awaitRest() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Optional<Duration> known = Optional.empty();
    int quiet = 0;
    while (quiet < 3 && System.nanoTime() < deadline) {
      pause();
      Optional<Duration> used = process.info().totalCpuDuration();
      quiet = used.equals(known) ? quiet + 1 : 0;
      known = used;
    }
  }

  private static void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(LOOK_NANOS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The port ids by which the kernel knows it. */
  Set<Integer> ports() throws ManagerException {
    try {
      return NetlinkPorts.of(process.pid());
    } catch (IOException e) {
      throw new ManagerException(Kind.UNREACHABLE, "The daemon is gone:\n" + log());
    }
  }

  /** What it logged so far. */
  String log() {
    try {
      return Files.readString(log).strip();
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Asks it to end, and waits for that. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(FAREWELL_MILLIS, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
