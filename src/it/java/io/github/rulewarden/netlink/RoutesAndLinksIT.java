package io.github.rulewarden.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.netlink.linux.NetlinkProtocol;
import io.github.rulewarden.netlink.linux.NetlinkSocket;
import io.github.rulewarden.netlink.linux.NetworkNamespace;
import io.github.rulewarden.netlink.route.AddressFamily;
import io.github.rulewarden.netlink.route.Groups;
import io.github.rulewarden.netlink.route.LinkAttribute;
import io.github.rulewarden.netlink.route.LinkMessage;
import io.github.rulewarden.netlink.route.MessageTypes;
import io.github.rulewarden.netlink.route.Requests;
import io.github.rulewarden.netlink.route.RouteAttribute;
import io.github.rulewarden.netlink.route.RouteMessage;
import io.github.rulewarden.netlink.route.RuleMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Reads routes and links of the real kernel that {@code ip} made, in a namespace of the test's own.
 */
class RoutesAndLinksIT {
  /** AF_AX25, for which no kernel has routing rules. */
  private static final int UNKNOWN_FAMILY = 3;

  private NetworkNamespace namespace;
  private NetlinkSocket socket;
  private Conversation conversation;

  @BeforeEach
  void open() throws Exception {
    namespace = NetworkNamespace.create();
    socket = namespace.run(() -> NetlinkSocket.open(NetlinkProtocol.ROUTE));
    conversation = new Conversation(socket, Duration.ofSeconds(5));
    ip("tuntap", "add", "mode", "tun", "name", "tun0");
    ip("link", "set", "tun0", "up");
    ip("link", "set", "lo", "up");
    ip("address", "add", "10.64.0.2/32", "dev", "tun0");
  }

  @AfterEach
  void close() {
    socket.close();
    namespace.close();
  }

  @Test
  void aDumpHoldsTheRoutesOfOneTableOnly() throws Exception {
    ip("route", "add", "100.64.0.7", "dev", "tun0", "table", "52");
    ip("route", "add", "default", "dev", "tun0", "table", "51820");
    ip("-6", "route", "add", "default", "dev", "tun0", "table", "51820");
    for (AddressFamily family : AddressFamily.values()) {
      List<Frame> frames = conversation.dump(Requests.routes(family, 51820));
      assertEquals(1, frames.size());
      RouteMessage route = RouteMessage.decode(frames.getFirst().payload());
      assertEquals(family.number(), route.family());
      assertEquals(0, route.destinationLength());
      assertEquals(51820, route.find(RouteAttribute.Table.class).orElseThrow().number());
    }
    assertTrue(conversation.dump(Requests.routes(AddressFamily.IPV4)).size() > 3);
  }

  /**
   * IPv6 is such a family with {@code ipv6.disable=1}: the kernel refuses its rules, and answers a
   * dump of its routes with those of all other families ({@code rtnl_dump_all}).
   */
  @Test
  void aFamilyThatTheKernelDoesNotHaveHasNoRulesAndTheRoutesOfAllOthers() throws Exception {
    ip("route", "add", "default", "dev", "tun0", "table", "51820");
    Bytes rules = new RuleMessage(UNKNOWN_FAMILY, 0, 0, 0, 0, 0, 0, List.of()).encode();
    KernelException refusal =
        assertThrows(
            KernelException.class,
            () -> conversation.dump(Frame.request(MessageTypes.GET_RULE, Flags.DUMP, rules)));
    assertEquals(Errno.EAFNOSUPPORT, refusal.errno());

    List<RouteAttribute> filter = List.of(new RouteAttribute.Table(51820));
    Bytes routes = new RouteMessage(UNKNOWN_FAMILY, 0, 0, 0, 0, 0, 0, 0, 0, filter).encode();
    List<Frame> frames =
        conversation.dump(Frame.request(MessageTypes.GET_ROUTE, Flags.DUMP, routes));
    assertEquals(1, frames.size());
    assertEquals(AddressFamily.IPV4.number(), RouteMessage.familyOf(frames.getFirst().payload()));
  }

  @Test
  void aTableThatDoesNotExistIsRefused() {
    KernelException refusal =
        assertThrows(
            KernelException.class,
            () -> conversation.dump(Requests.routes(AddressFamily.IPV4, 999)));
    assertEquals(Errno.ENOENT, refusal.errno());
    assertEquals("ipv4: FIB table does not exist", refusal.explanation());
  }

  @Test
  void theRouteOfAPacketDependsOnItsMark() throws Exception {
    ip("route", "add", "default", "dev", "tun0", "table", "51820");
    ip("rule", "add", "fwmark", "7", "lookup", "51820");
    Bytes destination = Bytes.parseHex("09090909");

    Frame marked =
        conversation.query(
            Requests.route(AddressFamily.IPV4, destination, List.of(new RouteAttribute.Mark(7))));
    assertEquals(MessageTypes.NEW_ROUTE, marked.type());
    assertEquals(51820, RouteMessage.tableOf(marked.payload()));

    KernelException unmarked =
        assertThrows(
            KernelException.class,
            () -> conversation.query(Requests.route(AddressFamily.IPV4, destination, List.of())));
    assertEquals(Errno.ENETUNREACH, unmarked.errno());
  }

  @Test
  void linksHaveNamesAndKinds() throws Exception {
    ip("link", "add", "veth0", "type", "veth", "peer", "name", "veth1");
    List<String> names = new ArrayList<>();
    List<Optional<String>> kinds = new ArrayList<>();
    for (Frame frame : conversation.dump(Requests.links())) {
      LinkMessage link = LinkMessage.decode(frame.payload());
      assertEquals(frame.payload(), link.encode());
      names.add(link.find(LinkAttribute.Name.class).orElseThrow().name());
      kinds.add(link.kind());
    }
    assertEquals(List.of("lo", "tun0", "veth1", "veth0"), names);
    assertEquals(
        List.of(Optional.empty(), Optional.of("tun"), Optional.of("veth"), Optional.of("veth")),
        kinds);
  }

  @Test
  void newAndDeletedLinksAreReported() throws Exception {
    try (NetlinkSocket events = namespace.run(() -> NetlinkSocket.open(NetlinkProtocol.ROUTE))) {
      events.join(Groups.LINKS);
      ip("link", "delete", "tun0");
      Frame gone = next(events);
      while (gone.type() != MessageTypes.DELETE_LINK) {
        gone = next(events);
      }
      assertEquals(
          "tun0",
          LinkMessage.decode(gone.payload()).find(LinkAttribute.Name.class).orElseThrow().name());
    }
  }

  private static Frame next(NetlinkSocket events) throws NetlinkException {
    Reception reception = events.receive(Duration.ofSeconds(5).toNanos());
    if (reception instanceof Reception.Datagram datagram) {
      return Frame.decode(datagram.content()).getFirst();
    }
    throw new AssertionError("no event, but " + reception);
  }

  private void ip(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments));
    Process process =
        namespace.run(() -> new ProcessBuilder(command).redirectErrorStream(true).start());
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> command + ": " + output);
  }
}
