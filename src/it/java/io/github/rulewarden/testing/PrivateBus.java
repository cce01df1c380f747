package io.github.rulewarden.testing;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A real {@code dbus-daemon} that plays the system bus. Every user may connect, own any name, call
 * and listen to everything. It can be stopped and started again at the same address.
 */
public final class PrivateBus implements AutoCloseable {
  private static final long STOP_SECONDS = 5;

  private final Path directory;
  private final Path socket;
  private final Path configuration;
  private Process daemon;

  private PrivateBus(Path directory, Path socket, Path configuration, Process daemon) {
    this.directory = directory;
    this.socket = socket;
    this.configuration = configuration;
    this.daemon = daemon;
  }

  /** Starts one; on return it listens. */
  public static PrivateBus start() throws IOException {
    Path directory = Files.createTempDirectory("bus", asFileAttribute(fromString("rwxr-xr-x")));
    Path socket = directory.resolve("socket");
    Path configuration = directory.resolve("bus.conf");
    Files.writeString(
        configuration,
        """
        <busconfig>
          <type>system</type>
          <listen>unix:path=%s</listen>
          <auth>EXTERNAL</auth>
          <policy context="default">
            <allow user="*"/>
            <allow own="*"/>
            <allow send_destination="*" eavesdrop="true"/>
            <allow eavesdrop="true"/>
          </policy>
        </busconfig>
        """
            .formatted(socket));
    return new PrivateBus(directory, socket, configuration, launch(configuration));
  }

  /** What {@code DBUS_SYSTEM_BUS_ADDRESS} and {@code busctl --address} take. */
  public String address() {
    return "unix:path=" + socket;
  }

  /** Ends the daemon; all its connections are lost. */
  public void stop() throws IOException {
    daemon.destroy();
    try {
      if (!daemon.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        daemon.destroyForcibly().waitFor();
      }
    } catch (InterruptedException hurried) {
      daemon.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(socket);
  }

  /** Starts the daemon again after {@link #stop}. */
  public void startAgain() throws IOException {
    daemon = launch(configuration);
  }

  /** The running daemon. */
  public ProcessHandle process() {
    return daemon.toHandle();
  }

  @Override
  public void close() throws IOException {
    stop();
    Files.deleteIfExists(configuration);
    Files.delete(directory);
  }

  private static Process launch(Path configuration) throws IOException {
    Process daemon =
        new ProcessBuilder(
                "dbus-daemon",
                "--config-file=" + configuration,
                "--nofork",
                "--nopidfile",
                "--nosyslog",
                "--print-address")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output = daemon.inputReader();
    if (output.readLine() == null) {
      daemon.destroyForcibly();
      throw new IOException("dbus-daemon ended before it listened; stderr says why");
    }
    return daemon;
  }
}
