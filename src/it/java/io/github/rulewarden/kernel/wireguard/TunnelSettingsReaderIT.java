package io.github.rulewarden.kernel.wireguard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.daemon.ReadRequest;
import io.github.rulewarden.daemon.RuleTable;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.fib.TunnelSettings;
import io.github.rulewarden.kernel.Kernel;
import io.github.rulewarden.kernel.KernelRuleTable;
import io.github.rulewarden.netlink.Conversation;
import io.github.rulewarden.netlink.Errno;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.Transport;
import io.github.rulewarden.netlink.generic.FamilyMessage;
import io.github.rulewarden.netlink.generic.Requests;
import io.github.rulewarden.netlink.linux.NetlinkProtocol;
import io.github.rulewarden.netlink.linux.NetlinkSocket;
import io.github.rulewarden.testing.Patience;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.WireGuard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The reader reads real tunnels, and survives control sockets with hostile owners. */
class TunnelSettingsReaderIT {
  private static final Link FAKE = new Link(9, "fake", Link.Kind.TUN);
  private static final Set<Family> BOTH = Set.of(Family.IPV4, Family.IPV6);

  /** The owner of a control socket. */
  private interface Owner {
    void serve(SocketChannel client) throws IOException;
  }

  @RegisterExtension final TestHost host = TestHost.create();

  @Test
  void aFullTunnelHasAMarkAndCapturesBothFamilies() {
    Link link = link(WireGuard.on(host).up().name());
    TunnelSettings full = new TunnelSettings(link.index(), WireGuard.USUAL_TABLE, BOTH);
    awaitSettings(full.confirmedFor(BOTH), () -> read(link));
  }

  @Test
  void itsMarkIsTheConfiguredOneAndItsPeersMayChange() {
    WireGuard tunnel = WireGuard.on(host, "FwMark = 0xfffffffe").up();
    Link link = link(tunnel.name());
    awaitSettings(new TunnelSettings(link.index(), 0xfffffffeL, BOTH, BOTH), () -> read(link));

    String peer = host.run("wg", "show", tunnel.name(), "peers").require().strip();
    host.run("wg", "set", tunnel.name(), "peer", peer, "allowed-ips", "10.0.0.0/8,::/0").require();
    awaitSettings(
        new TunnelSettings(link.index(), 0xfffffffeL, Set.of(Family.IPV6), BOTH), () -> read(link));
  }

  @Test
  @Timeout(20)
  void amneziasControlSocketIsInTheSecondDirectory() throws Exception {
    List<Path> directories = List.of(host.directory().resolve("nothing"), host.directory());
    TunnelSettingsReader reader =
        new TunnelSettingsReader(
            TunnelSettingsReaderIT::noGeneric, directories, new WgQuickEvidence());
    Thread owner;
    try (ServerSocketChannel socket = bind(socketOf(FAKE))) {
      owner = Thread.ofPlatform().start(() -> serve(socket, "fwmark=51820\nerrno=0\n\n"));
      Optional<TunnelSettings> answer = Optional.empty();
      while (answer.isEmpty()) { // On a busy machine, an answer may be too late.
        answer = reader.read(FAKE);
      }
      assertEquals(Optional.of(new TunnelSettings(9, 51820, Set.of())), answer);
    }
    owner.join();
  }

  /** Sends the same reply to every connection until the socket is closed. */
  private static void serve(ServerSocketChannel socket, String text) {
    while (socket.isOpen()) {
      try (SocketChannel client = socket.accept()) {
        say(client, text);
      } catch (IOException hungUpOrClosed) {
        // The reader closed the connection; the next one may follow.
      }
    }
  }

  @Test
  void aTunOfAnotherProgramHasNoSettings() {
    host.ip("tuntap add dev tun7 mode tun");
    assertEquals(Optional.empty(), read(link("tun7")));
  }

  @Test
  void theKernelModuleRepliesOrIsAbsent() throws NetlinkException {
    if (host.run("ip", "link", "add", "wgk", "type", "wireguard").exitCode() == 0) {
      host.run("wg", "set", "wgk", "fwmark", "0x1234").require();
      Link link = link("wgk");
      assertEquals(Optional.of(new TunnelSettings(link.index(), 0x1234, Set.of())), read(link));
    } else {
      assertEquals(Errno.ENOENT, refusalOf(Requests.WIREGUARD));
      assertEquals(Optional.empty(), read(new Link(1, "lo", Link.Kind.WIREGUARD)));
    }
  }

  @Test
  void aFamilyIsFoundByItsName() throws NetlinkException {
    try (NetlinkSocket socket = NetlinkSocket.open(NetlinkProtocol.GENERIC)) {
      Conversation conversation = new Conversation(socket, Duration.ofSeconds(5));
      assertEquals(
          OptionalInt.of(16),
          FamilyMessage.decode(conversation.query(Requests.family("nlctrl")).payload()).number());
    }
    assertEquals(Errno.ENOENT, refusalOf("rw-nobody"));
  }

  @Test
  void aNameThatLeadsElsewhereIsRefused() throws IOException {
    try (ServerSocketChannel elsewhere = bind(host.directory().resolve("elsewhere.sock"))) {
      Path inside = Files.createDirectory(host.directory().resolve("inside"));
      TunnelSettingsReader reader = reader(inside);
      for (String name : List.of("../elsewhere", "", "a\0b")) {
        assertEquals(Optional.empty(), reader.read(new Link(9, name, Link.Kind.TUN)));
      }
      elsewhere.configureBlocking(false);
      assertEquals(null, elsewhere.accept());
    }
  }

  @Test
  @Timeout(600)
  void aProgramThatDoesNotAcceptDoesNotBlock() throws IOException {
    try (ServerSocketChannel _ = bind(socketOf(FAKE))) {
      // The backlog is exceeded: the first connections get no answer, the last ones are not
      // accepted.
      for (int i = 0; i < 4; i++) {
        assertEquals(Optional.empty(), reader().read(FAKE));
      }
    }
    assertEquals(Optional.empty(), reader().read(FAKE), "a socket that nobody listens on");
  }

  @Test
  @Timeout(600)
  void anEndlessReplyIsAborted() throws Exception {
    assertEquals(Optional.empty(), against(client -> endlessly(client, "allowed_ip=::/1\n")));
    assertEquals(Optional.empty(), against(client -> endlessly(client, "x")));
    assertEquals(Optional.empty(), against(client -> slowly(client, "errno=0\n")));
  }

  @Test
  @Timeout(600)
  void aMalformedReplyIsIgnored() throws Exception {
    assertEquals(Optional.empty(), against(client -> say(client, "fwmark=51820\nerrno=0\n")));
    assertEquals(Optional.empty(), against(client -> say(client, "fwmark=many\nerrno=0\n\n")));
    assertEquals(Optional.empty(), against(client -> say(client, "\n")));
    assertEquals(Optional.empty(), against(_ -> {}));
    awaitSettings(
        new TunnelSettings(9, 51820, Set.of()),
        () -> against(client -> say(client, "fwmark=51820\nerrno=0\n\n")));
  }

  /** Reads until there is an answer: on a busy machine, an answer may arrive after the timeout. */
  private static void awaitSettings(
      TunnelSettings expected, Supplier<Optional<TunnelSettings>> reading) {
    List<Optional<TunnelSettings>> readings = new ArrayList<>();
    assertTrue(
        Patience.until(() -> {
          readings.add(reading.get());
          return readings.getLast().isPresent();
        }));
    assertEquals(Optional.of(expected), readings.getLast());
  }

  private Optional<TunnelSettings> against(Owner owner) {
    try (ServerSocketChannel socket = bind(socketOf(FAKE))) {
      Thread thread =
          Thread.ofPlatform()
              .start(() -> {
                try (SocketChannel client = socket.accept()) {
                  owner.serve(client);
                } catch (IOException hungUp) {
                  // The reader closed the connection, as an owner that never stops sending expects.
                }
              });
      Optional<TunnelSettings> answer = reader().read(FAKE);
      thread.join();
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void say(SocketChannel client, String text) throws IOException {
    client.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
  }

  private static void endlessly(SocketChannel client, String text) throws IOException {
    while (true) {
      say(client, text.repeat(100));
    }
  }

  /** Each piece arrives in time, but the whole answer does not. */
  private static void slowly(SocketChannel client, String text) throws IOException {
    while (true) {
      say(client, text);
      LockSupport.parkNanos(10_000_000);
    }
  }

  private Path socketOf(Link link) {
    return host.directory().resolve(link.name() + ".sock");
  }

  private TunnelSettingsReader reader() {
    return reader(host.directory());
  }

  /**
   * Returns a reader for a thread in the machine's own network namespace, which has no rules of
   * wg-quick.
   */
  private static TunnelSettingsReader reader(Path sockets) {
    return new TunnelSettingsReader(
        TunnelSettingsReaderIT::noGeneric, List.of(sockets), new WgQuickEvidence());
  }

  private static Transport noGeneric() {
    throw new AssertionError("a TUN is not the module's");
  }

  private static ServerSocketChannel bind(Path path) throws IOException {
    Files.deleteIfExists(path);
    ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    return socket.bind(UnixDomainSocketAddress.of(path), 1);
  }

  private Optional<TunnelSettings> read(Link link) {
    return host.namespace().run(() -> new TunnelSettingsReader().read(link));
  }

  private Link link(String name) {
    List<Link> links = new ArrayList<>();
    Snapshot snapshot =
        host.namespace()
            .run(() -> {
              try (KernelRuleTable table = Kernel.openTable()) {
                return table.read(ReadRequest.everything(ReadRequest.NO_TABLE));
              } catch (RuleTable.UnreadableException e) {
                throw new IllegalStateException(e);
              }
            });
    for (Link link : snapshot.links()) {
      if (link.name().equals(name)) {
        links.add(link);
      }
    }
    assertEquals(1, links.size(), name);
    return links.getFirst();
  }

  private static Errno refusalOf(String family) throws NetlinkException {
    try (NetlinkSocket socket = NetlinkSocket.open(NetlinkProtocol.GENERIC)) {
      Conversation conversation = new Conversation(socket, Duration.ofSeconds(5));
      KernelException refusal =
          assertThrows(KernelException.class, () -> conversation.query(Requests.family(family)));
      assertTrue(refusal.explanation().isEmpty());
      return refusal.errno();
    }
  }
}
