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
 * A full tunnel of both families, brought up and down by the real {@code wg-quick}. On a kernel
 * without WireGuard it runs over {@code wireguard-go}, a TUN.
 */
public final class WireGuard implements Guest {
  /** What wg-quick takes for the mark and the table of the first tunnel. */
  public static final long USUAL_TABLE = 51820;

  /** wireguard-go keeps the sockets of all namespaces here: names have to differ everywhere. */
  static final Path SOCKETS = Path.of("/var/run/wireguard");

  private static final AtomicInteger COUNT = new AtomicInteger();

  /** Any 32 bytes are a private key; nobody ever answers. */
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
   * A tunnel that is yet to come up.
   *
   * @param lines further lines of the section Interface, such as {@code FwMark = 0x1234}
   */
  public static WireGuard on(TestHost host, String... lines) {
    return host.receive(new WireGuard(host, COUNT.incrementAndGet(), lines));
  }

  /** The MTU is given: by itself wg-quick goes below IPv6's least when tunnels nest. */
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

  /** With {@code wg-quick} run by a program that starts another. */
  public WireGuard by(String... words) {
    command.clear();
    command.addAll(List.of(words));
    return this;
  }

  /** The name of the link. */
  public String name() {
    return name;
  }

  /** {@code wg-quick up}. */
  public WireGuard up() {
    quick("up");
    isUp = true;
    return this;
  }

  /** {@code wg-quick down}. */
  public WireGuard down() {
    quick("down");
    isUp = false;
    return this;
  }

  /** {@code ip link del}: the link goes, the rules stay. */
  public void delete() {
    host.ip("link del " + name);
    isUp = false;
  }

  /** {@code wg-quick down}, then {@code up}. */
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
