package io.github.rulewarden.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A full tunnel of both families, which the real {@code wg-quick} starts and stops. On a kernel
 * without WireGuard it uses {@code wireguard-go}, which creates a TUN.
 */
public final class WireGuard implements Guest {
  /** The mark and the table that wg-quick chooses for the first tunnel. */
  public static final long USUAL_TABLE = 51820;

  /**
   * The directory in which wireguard-go keeps the sockets of all namespaces, so link names must be
   * unique across them.
   */
  static final Path SOCKETS = Path.of("/var/run/wireguard");

  private static final AtomicInteger COUNT = new AtomicInteger();

  /** Any 32 bytes are a valid private key; no peer ever answers. */
  private static final String PRIVATE_KEY = key("rulewarden's own side of it     ");

  private static final String PUBLIC_KEY = key("the peer that never answers us  ");

  private final TestHost host;
  private final String name;
  private final Path configuration;
  private final StringBuilder story = new StringBuilder();
  private final List<String> command = new ArrayList<>();
  private boolean isUp;

  private WireGuard(TestHost host, int number, String[] lines) {
    this.host = host;
    this.name = NothingLeft.PREFIX + number;
    this.configuration = host.directory().resolve(name + ".conf");
    write(number, String.join("\n", lines));
  }

  /**
   * Creates a tunnel that is not up yet.
   *
   * @param lines further lines of the section Interface, such as {@code FwMark = 0x1234}
   */
  public static WireGuard on(TestHost host, String... lines) {
    return host.receive(new WireGuard(host, COUNT.incrementAndGet(), lines));
  }

  /** Sets the MTU, because wg-quick's own choice falls below IPv6's minimum when tunnels nest. */
  private void write(int number, String lines) {
    int octet = number % 250 + 1;
    String text =
        """
        [Interface]
        PrivateKey = %s
        Address = 10.2.%d.2/32, fd00:2:%x::2/128
        MTU = 1420
        %s
        [Peer]
        PublicKey = %s
        AllowedIPs = 0.0.0.0/0, ::/0
        Endpoint = 192.0.2.1:51820
        """
            .formatted(PRIVATE_KEY, octet, octet, lines, PUBLIC_KEY);
    try {
      Files.createFile(
          configuration,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(configuration, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs {@code wg-quick} by a program that starts another. */
  public WireGuard by(String... words) {
    command.clear();
    command.addAll(List.of(words));
    return this;
  }

  /** Returns the name of the link. */
  public String name() {
    return name;
  }

  /** Runs {@code wg-quick up}. */
  public WireGuard up() {
    quick("up");
    isUp = true;
    return this;
  }

  /** Runs {@code wg-quick down}. */
  public WireGuard down() {
    quick("down");
    isUp = false;
    return this;
  }

  /** Runs {@code ip link del}: the link is deleted, the rules stay. */
  public void delete() {
    host.ip("link del " + name);
    isUp = false;
  }

  /** Runs {@code wg-quick down}, then {@code up}. */
  public void restart() {
    down();
    up();
  }

  private void quick(String verb) {
    List<String> words = new ArrayList<>(command);
    words.addAll(List.of("wg-quick", verb, configuration.toString()));
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().put("WG_QUICK_USERSPACE_IMPLEMENTATION", "wireguard-go");
    Program program = host.run(builder);
    story.setLength(0);
    story.append(program.errors());
    if (program.exitCode() != 0) {
      throw new AssertionError(
          "wg-quick " + verb + " " + name + ": " + program.exitCode() + "\n" + program.errors());
    }
  }

  @Override
  public void leave() throws IOException {
    if (isUp) {
      down();
    }
    Files.deleteIfExists(SOCKETS.resolve(name + ".sock"));
  }

  @Override
  public String story() {
    return "== " + name + "\n" + story;
  }

  private static String key(String bytes) {
    return Base64.getEncoder().encodeToString(bytes.getBytes(StandardCharsets.US_ASCII));
  }
}
