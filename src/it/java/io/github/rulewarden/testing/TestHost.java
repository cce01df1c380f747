package io.github.rulewarden.testing;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.linux.NetworkNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A host for one test: a network namespace with a loopback, and an uplink {@code eth0} with a LAN
 * and default routes of both families.
 *
 * <pre>{@code
 * @RegisterExtension final TestHost host = TestHost.create();
 * }</pre>
 *
 * After the test, the host ends its guests in reverse order and every process in the namespace, and
 * fails the test if anything is left. If the test failed, the guests report what they saw.
 */
public final class TestHost implements BeforeEachCallback, AfterEachCallback {
  /** The address of a host on the LAN, for each family. */
  static final String LAN_IPV4 = "192.168.7.9";

  static final String LAN_IPV6 = "fd00:7::9";

  private final NetworkNamespace namespace;
  private final Inhabitants inhabitants;
  private final Path directory;
  private final Deque<Guest> guests = new ArrayDeque<>();

  private TestHost(NetworkNamespace namespace, Path directory) {
    this.namespace = namespace;
    this.inhabitants = new Inhabitants(namespace.identity());
    this.directory = directory;
  }

  /** Creates a host. */
  public static TestHost create() {
    try {
      // Every user may enter, because a daemon that runs as another user has its files here.
      Path directory =
          Files.createTempDirectory(
              NothingLeft.PREFIX,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
      TestHost host = new TestHost(NetworkNamespace.create(), directory);
      host.connect();
      return host;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (KernelException e) {
      throw new IllegalStateException("no network namespace: " + e.getMessage(), e);
    }
  }

  private void connect() {
    batch(
        Family.IPV4,
        "link set lo up",
        // Both ends are in this namespace; no host answers behind the other end, and none needs to.
        "link add eth0 type veth peer name modem",
        "link set modem up",
        "link set eth0 up",
        "addr add 192.168.7.2/24 dev eth0",
        "route add default via 192.168.7.1 dev eth0");
    batch(
        Family.IPV6,
        "addr add fd00:7::2/64 dev eth0 nodad",
        "route add default via fd00:7::1 dev eth0");
  }

  /** Returns the namespace and its thread. */
  public NetworkNamespace namespace() {
    return namespace;
  }

  /** Returns a directory of the test's own, which every user may read. */
  public Path directory() {
    return directory;
  }

  /** Registers a guest, which the host ends after the test. */
  public <G extends Guest> G receive(G guest) {
    guests.push(guest);
    return guest;
  }

  /** Starts a process on this host. */
  public Process start(ProcessBuilder builder) {
    try {
      return namespace.run(builder::start);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a program on this host to its end. */
  public Program run(ProcessBuilder builder) {
    try {
      return Program.finish(start(builder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + builder.command(), e);
    }
  }

  /** Runs a program on this host to its end. */
  public Program run(String... command) {
    return run(new ProcessBuilder(command));
  }

  /** Runs {@code ip}, which must succeed; single blanks separate its arguments. */
  public String ip(String words) {
    return run(("ip " + words).split(" ", -1)).require();
  }

  /** Runs several commands of {@code ip} for one family in one process; all must succeed. */
  public String batch(Family family, String... commands) {
    return batch(family, List.of(commands));
  }

  /** Runs several commands of {@code ip} for one family in one process; all must succeed. */
  public String batch(Family family, List<String> commands) {
    try {
      Path file = Files.createTempFile(directory, "batch", "");
      Files.write(file, commands);
      return run("ip", family.option(), "-json", "-batch", file.toString()).require();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    NothingLeft.promise(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      for (Guest guest : guests) {
        System.err.println(guest.story());
      }
    }
    close();
  }

  private void close() {
    Cleaning cleaning = new Cleaning();
    for (Guest guest : guests) {
      cleaning.attempt(guest::leave);
    }
    inhabitants.end().ifPresent(cleaning::complain);
    cleaning.attempt(() -> Cleaning.delete(directory));
    cleaning.attempt(namespace::close);
    cleaning.conclude();
  }
}
