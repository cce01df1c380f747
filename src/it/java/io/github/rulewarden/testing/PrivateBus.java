package io.github.rulewarden.testing;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real {@code dbus-daemon} that plays the system bus. Unless it is strict, every user may
 * connect, own any name, call and listen to everything. It can be stopped and started again at the
 * same address.
 */
public final class PrivateBus implements AutoCloseable {
  /**
   * The directory of a bus, open to every user.
   *
   * @param view the replaced files that the bus sees
   */
  private record Place(Path directory, Overlay view) {
    Path socket() {
      return directory.resolve("socket");
    }

    Path configuration() {
      return directory.resolve("bus.conf");
    }

    Path complaints() {
      return directory.resolve("stderr");
    }

    void configure(String policies) throws IOException {
      Files.writeString(
          configuration(),
          """
          <busconfig>
            <type>system</type>
            <listen>unix:path=%s</listen>
            <auth>EXTERNAL</auth>
            %s
          </busconfig>
          """
              .formatted(socket(), policies));
    }

    void remove() throws IOException {
      Files.deleteIfExists(socket());
      Files.deleteIfExists(configuration());
      Files.deleteIfExists(complaints());
      Files.deleteIfExists(SystemUser.list(directory));
      Files.delete(directory);
    }
  }

  private final Place place;
  private Process daemon;

  private PrivateBus(Place place, Process daemon) {
    this.place = place;
    this.daemon = daemon;
  }

  private static final String EVERYTHING =
      """
      <policy context="default">
        <allow user="*"/>
        <allow own="*"/>
        <allow send_destination="*" eavesdrop="true"/>
        <allow eavesdrop="true"/>
      </policy>
      """;

  /** Starts a bus, and waits until it listens. */
  public static PrivateBus start() throws IOException {
    return start(new Place(directory(), new Overlay()), EVERYTHING);
  }

  /** Starts a bus on which systemd starts the services that a directory describes. */
  public static PrivateBus startActivating(Path services) throws IOException {
    String servicedir = "<servicedir>" + services.toAbsolutePath() + "</servicedir>\n";
    return start(new Place(directory(), new Overlay()), EVERYTHING + servicedir);
  }

  /**
   * Starts a bus that is as strict as a distribution's: no user may own a name or call a service
   * unless a policy file permits it. It knows {@link SystemUser}, so only root can start it.
   */
  public static PrivateBus startStrict(Path... policyFiles) throws IOException {
    StringBuilder includes = new StringBuilder();
    for (Path policyFile : policyFiles) {
      includes.append("<include>").append(policyFile.toAbsolutePath()).append("</include>\n");
    }
    Path directory = directory();
    return start(
        new Place(directory, SystemUser.known(directory)),
        """
        <policy context="default">
          <allow user="*"/>
          <deny own="*"/>
          <deny send_type="method_call"/>
          <allow send_type="signal"/>
          <allow send_requested_reply="true" send_type="method_return"/>
          <allow send_requested_reply="true" send_type="error"/>
          <allow receive_type="method_call"/>
          <allow receive_type="method_return"/>
          <allow receive_type="error"/>
          <allow receive_type="signal"/>
          <allow send_destination="org.freedesktop.DBus"/>
        </policy>
        """
            + includes);
  }

  private static Path directory() throws IOException {
    return Files.createTempDirectory("bus", asFileAttribute(fromString("rwxr-xr-x")));
  }

  private static PrivateBus start(Place place, String policies) throws IOException {
    try {
      place.configure(policies);
      return new PrivateBus(place, launch(place));
    } catch (IOException failed) {
      place.remove();
      throw failed;
    }
  }

  /** Returns the value for {@code DBUS_SYSTEM_BUS_ADDRESS} and {@code busctl --address}. */
  public String address() {
    return "unix:path=" + place.socket();
  }

  /** Ends the daemon; all its connections are lost. */
  public void stop() throws IOException {
    daemon.destroy();
    try {
      if (!daemon.waitFor(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        daemon.destroyForcibly().waitFor();
      }
    } catch (InterruptedException hurried) {
      daemon.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(place.socket());
  }

  /** Starts the daemon again after {@link #stop}. */
  public void startAgain() throws IOException {
    daemon = launch(place);
  }

  /** Returns the running daemon. */
  public ProcessHandle process() {
    return daemon.toHandle();
  }

  @Override
  public void close() throws IOException {
    stop();
    place.remove();
  }

  private static Process launch(Place place) throws IOException {
    List<String> command =
        place
            .view()
            .start(
                "dbus-daemon",
                "--config-file=" + place.configuration(),
                "--nofork",
                "--nopidfile",
                "--nosyslog",
                "--systemd-activation",
                "--print-address");
    Process daemon = new ProcessBuilder(command).redirectError(place.complaints().toFile()).start();
    // The daemon prints its address once it listens.
    if (daemon.inputReader().readLine() == null) {
      daemon.destroyForcibly();
      throw new IOException("dbus-daemon did not start: " + Files.readString(place.complaints()));
    }
    return daemon;
  }
}
