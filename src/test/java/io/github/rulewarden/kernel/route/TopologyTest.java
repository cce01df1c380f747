package io.github.rulewarden.kernel.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Prefix;
import io.github.rulewarden.fib.Prefixes;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.TailnetRoutes;
import io.github.rulewarden.kernel.rule.RuleChannel;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Errno;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.Reception;
import io.github.rulewarden.netlink.route.LinkAttribute;
import io.github.rulewarden.netlink.route.LinkInfoAttribute;
import io.github.rulewarden.netlink.route.LinkMessage;
import io.github.rulewarden.netlink.route.MessageTypes;
import io.github.rulewarden.netlink.route.RouteAttribute;
import io.github.rulewarden.netlink.route.RouteMessage;
import io.github.rulewarden.netlink.route.RouteTypes;
import io.github.rulewarden.netlink.testing.ScriptedPeer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TopologyTest {
  private static final String CAPTURE = "5209: not from all fwmark 0xca6c lookup 51820";
  private static final int WG0 = 4;
  private static final int IPV4 = 2;
  private static final int IPV6 = 10;

  private final ScriptedPeer peer = new ScriptedPeer(1);
  private final Topology topology = new Topology(new RuleChannel(() -> peer));

  @Test
  void readsTheLinksAndTheCandidateTables() throws NetlinkException {
    answerLinks(link(3, "eth0"), link(WG0, "wg0", "wireguard"), link(5, "tailscale0", "tun"));
    answer(route(IPV4, 51820, 0, output(WG0)), route(IPV4, 51820, 24, output(3)));
    answer(route(IPV6, 51820, 0, output(WG0)));
    answerNoUplink();
    refresh(CAPTURE, "");
    assertEquals(
        List.of(
            new Link(3, "eth0", Link.Kind.OTHER, Link.Condition.DOWN),
            new Link(WG0, "wg0", Link.Kind.WIREGUARD, Link.Condition.DOWN),
            new Link(5, "tailscale0", Link.Kind.TUN, Link.Condition.DOWN)),
        topology.links());
    assertEquals(
        List.of(
            new DefaultRoute(Family.IPV4, 51820, WG0), new DefaultRoute(Family.IPV6, 51820, WG0)),
        topology.defaultRoutes());
    assertEquals(List.of("links", "ipv4 51820", "ipv6 51820", "way of mark 51820"), requests());
  }

  @Test
  void readsNoTableThatIsNoCandidate() throws NetlinkException {
    answerLinks();
    refresh(
        """
        0: from all lookup local
        100: from all fwmark 0x1 lookup 77
        101: not from all fwmark 0x1 lookup main
        102: not from all fwmark 0x1 unreachable
        5270: from all lookup 52
        """,
        "32766: from all lookup main");
    assertEquals(List.of("links"), requests());
  }

  @Test
  void aRuleOfEitherFamilyMakesATableACandidateForBoth() throws NetlinkException {
    answerLinks();
    answer();
    answer();
    refresh("", CAPTURE);
    assertEquals(List.of("links", "ipv4 51820", "ipv6 51820"), requests());
  }

  @Test
  void readsNothingTwice() throws NetlinkException {
    answerLinks(link(WG0, "wg0", "wireguard"));
    answer(route(IPV4, 51820, 0, output(WG0)));
    answer();
    answerNoUplink();
    refresh(CAPTURE, CAPTURE);
    refresh(CAPTURE, CAPTURE);
    assertEquals(4, requests().size());
    assertEquals(1, topology.links().size());
    assertEquals(1, topology.defaultRoutes().size());
  }

  @Test
  void readsOnlyANewTable() throws NetlinkException {
    answerLinks();
    answer();
    answer();
    refresh(CAPTURE, "");
    answer();
    answer();
    refresh(CAPTURE + "\n5207: not from all fwmark 0x4d lookup 77", "");
    assertEquals(List.of("ipv4 77", "ipv6 77"), requests().subList(3, 5));
  }

  @Test
  void readsForgottenTablesAgain() throws NetlinkException {
    answerLinks(link(WG0, "wg0", "wireguard"));
    answer(route(IPV4, 51820, 0, output(WG0)));
    answer();
    answerNoUplink();
    refresh(CAPTURE, "");
    topology.forget();
    answerLinks();
    answer();
    answer();
    refresh(CAPTURE, "");
    assertEquals(List.of(), topology.links());
    assertEquals(List.of(), topology.defaultRoutes());
  }

  @Test
  void retriesAFailedRead() throws NetlinkException {
    answerLinks(link(WG0, "wg0", "wireguard"));
    peer.next(sent -> List.of(ScriptedPeer.datagram(peer.doneWith(sent.getFirst(), Errno.EPERM))));
    assertThrows(KernelException.class, () -> refresh(CAPTURE, ""));
    answerLinks(link(WG0, "wg0", "wireguard"));
    answer(route(IPV4, 51820, 0, output(WG0)));
    answer();
    answerNoUplink();
    refresh(CAPTURE, "");
    assertEquals(1, topology.defaultRoutes().size());
  }

  @Test
  void aTableThatDoesNotExistHasNoRoutes() throws NetlinkException {
    answerLinks();
    for (int i = 0; i < 2; i++) {
      peer.next(sent ->
          List.of(ScriptedPeer.datagram(peer.refusal(sent.getFirst(), Errno.ENOENT, "none"))));
    }
    refresh(CAPTURE, "");
    assertEquals(List.of(), topology.defaultRoutes());
  }

  @Test
  void aDefaultRouteWithoutOneInterfaceHasNone() throws NetlinkException {
    answerLinks();
    answer(
        route(IPV4, 51820, 0),
        new RouteMessage(
            IPV4,
            0,
            0,
            0,
            252,
            0,
            0,
            RouteTypes.UNREACHABLE,
            0,
            List.of(new RouteAttribute.Table(51820), output(1))));
    answer();
    refresh(CAPTURE, "");
    DefaultRoute byNone = new DefaultRoute(Family.IPV4, 51820, 0);
    assertEquals(List.of(byNone, byNone), topology.defaultRoutes());
  }

  @Test
  void skipsRoutesOfOtherTables() throws NetlinkException {
    answerLinks();
    answer(route(IPV4, 254, 0, output(3)), route(IPV4, 51820, 0, output(WG0)));
    answer();
    refresh(CAPTURE, "");
    assertEquals(List.of(new DefaultRoute(Family.IPV4, 51820, WG0)), topology.defaultRoutes());
  }

  @Test
  void kindsOfLinks() throws NetlinkException {
    answerLinks(
        link(2, "awg0", "amneziawg"),
        link(3, "ovpn0", "ovpn"),
        link(4, "ipsec0", "xfrm"),
        link(5, "ppp0", "ppp"),
        link(6, "wwan0", "wwan"),
        link(7, "sit1", "sit"),
        link(8, "gre1", "gre"),
        link(9, "ipip1", "ipip"),
        link(10, "veth0", "veth"),
        link(11, "br0", "bridge"),
        link(12, "vx0", "vxlan"),
        link(13, "eth0"),
        new LinkMessage(
            0, 0, 1, 14, LinkMessage.POINT_TO_POINT, 0, List.of(new LinkAttribute.Name("rmnet0"))));
    refresh("", "");
    List<Link.Kind> kinds = new ArrayList<>();
    for (Link link : topology.links()) {
      kinds.add(link.kind());
    }
    assertEquals(
        List.of(
            Link.Kind.AMNEZIAWG,
            Link.Kind.OVPN,
            Link.Kind.XFRM,
            Link.Kind.POINT_TO_POINT,
            Link.Kind.POINT_TO_POINT,
            Link.Kind.POINT_TO_POINT,
            Link.Kind.POINT_TO_POINT,
            Link.Kind.POINT_TO_POINT,
            Link.Kind.OTHER,
            Link.Kind.OTHER,
            Link.Kind.OTHER,
            Link.Kind.OTHER,
            Link.Kind.POINT_TO_POINT),
        kinds);
  }

  @Test
  void piecesByOneLinkThatCoverTheInternetAreADefaultRoute() throws NetlinkException {
    answerLinks(link(WG0, "tun0", "tun"));
    answer(
        route(IPV4, 51820, "0.0.0.0/1", output(WG0)),
        route(IPV4, 51820, "198.51.100.0/24", output(3)),
        route(IPV4, 51820, "128.0.0.0/1", output(WG0)));
    answer(route(IPV6, 51820, "::/1", output(WG0)), route(IPV6, 51820, "8000::/1", output(WG0)));
    answerNoUplink();
    refresh(CAPTURE, "");
    assertEquals(
        List.of(
            new DefaultRoute(Family.IPV4, 51820, WG0, DefaultRoute.Form.PIECES),
            new DefaultRoute(Family.IPV6, 51820, WG0, DefaultRoute.Form.PIECES)),
        topology.defaultRoutes());
  }

  @Test
  void piecesByTwoLinksAreNone() throws NetlinkException {
    answerLinks();
    answer(
        route(IPV4, 51820, "0.0.0.0/1", output(WG0)), route(IPV4, 51820, "128.0.0.0/1", output(3)));
    answer();
    refresh(CAPTURE, "");
    assertEquals(List.of(), topology.defaultRoutes());
  }

  @Test
  void aLinkOfTheTunnelsOwnPacketsIsAnUplink() throws NetlinkException {
    for (String kind : List.of("ppp", "tun", "wireguard")) {
      expectUplinks(kind, () -> answerWay(WG0), Set.of(WG0));
      expectUplinks(kind, () -> answerWay(3), Set.of());
    }
  }

  /** A kill switch, or a second capture with another mark, looks up the same table. */
  @Test
  void aRuleThatLooksUpTheSameTableProvesNothing() throws NetlinkException {
    expectUplinks("wireguard", () -> answerWay(51820, WG0), Set.of());
    expectUplinks("tun", () -> answerWay(51820, WG0), Set.of());
    expectUplinks("ppp", () -> answerWay(51820, WG0), Set.of(WG0));
  }

  /** A modem comes up: main's default route follows that of its own table. */
  @Test
  void aPointToPointLinkIsAnUplinkUntilAnotherIsFound() throws NetlinkException {
    expectUplinks("ppp", this::refuseWay, Set.of(WG0));
    expectUplinks("wireguard", this::refuseWay, Set.of());
  }

  @Test
  void oneFamilyIsEnoughToShowThatThereIsAnotherUplink() throws NetlinkException {
    answerLinks(link(WG0, "ppp0", "ppp"));
    answer(route(IPV4, 51820, 0, output(WG0)));
    answer(route(IPV6, 51820, 0, output(WG0)));
    answerWay(3);
    refuseWay();
    refresh(CAPTURE, CAPTURE);
    assertEquals(Set.of(), topology.uplinks());
  }

  /** A kernel that does not know RTM_F_FIB_MATCH or an attribute refuses the query. */
  @Test
  void aRefusedRouteQueryDoesNotFailTheRead() throws NetlinkException {
    expectUplinks("wireguard", () -> refuseWay(Errno.EOPNOTSUPP), Set.of());
  }

  private void expectUplinks(String kind, Runnable answer, Set<Integer> expected)
      throws NetlinkException {
    topology.forget();
    answerLinks(link(WG0, "vpn0", kind));
    answer(route(IPV4, 51820, 0, output(WG0)));
    answer();
    answer.run();
    refresh(CAPTURE, "");
    assertEquals(expected, topology.uplinks(), kind);
  }

  @Test
  void readsOnePeerAndTheLinksOfTailscalesTable() throws NetlinkException {
    topology.watchTailnet(52);
    answerLinks(link(5, "tailscale1", "tun"));
    answer(
        route(IPV4, 52, "10.42.0.0/16", output(5)),
        route(IPV4, 52, "100.100.100.100", output(5)),
        route(IPV4, 52, "100.64.0.7", output(5)),
        route(IPV4, 52, "100.64.0.8", output(5)),
        route(IPV4, 52, 0, output(5)));
    answer();
    refresh("", "");
    assertEquals(
        List.of(
            new TailnetRoutes(
                Family.IPV4, 52, List.of(Prefixes.parse("100.64.0.7")), Set.of(5), Set.of(5)),
            new TailnetRoutes(Family.IPV6, 52, List.of(), Set.of(), Set.of())),
        topology.tailnetRoutes());
    assertEquals(List.of("links", "ipv4 52", "ipv6 52"), requests());
  }

  /** The rules treat 100.64.0.7 and 100.64.0.9 alike. */
  @Test
  void selectsOnePeerForEachPartOfTheTailnetThatRulesSelect() throws NetlinkException {
    topology.watchTailnet(52);
    answerLinks();
    answerThreePeers();
    refresh("100: from all to 100.64.0.8 lookup 77\n110: from all to 100.64.0.0/10 lookup 78", "");
    assertEquals(List.of("100.64.0.7", "100.64.0.8"), peers());
    assertFalse(change(route(IPV4, 52, "100.64.0.10", output(5))));
    answerThreePeers();
    refresh("100: from all to 100.64.128.0/17 lookup 77", "");
    assertEquals(List.of("100.64.0.7"), peers(), "no peer is inside");
    assertTrue(change(route(IPV4, 52, "100.64.128.1", output(5))), "one is now");
  }

  /** A cloud's rule for 100.100.0.0/16 is no problem of the tailnet. */
  @Test
  void doesNotSelectMagicDnsBesideAPeer() throws NetlinkException {
    topology.watchTailnet(52);
    answerLinks();
    answer(route(IPV4, 52, "100.100.100.100", output(5)), route(IPV4, 52, "100.64.0.7", output(5)));
    answer();
    refresh("100: from all to 100.100.0.0/16 lookup main", "");
    assertEquals(List.of("100.64.0.7"), peers());
  }

  private void answerThreePeers() {
    answer(
        route(IPV4, 52, "100.64.0.7", output(5)),
        route(IPV4, 52, "100.64.0.8", output(5)),
        route(IPV4, 52, "100.64.0.9", output(5)));
    answer();
  }

  private List<String> peers() {
    List<String> peers = new ArrayList<>();
    for (Prefix peer : topology.tailnetRoutes().getFirst().peers()) {
      peers.add(peer.address().text());
    }
    return peers;
  }

  @Test
  void addingOrDeletingAPeerIsIrrelevant() throws NetlinkException {
    knowThreePeers();
    assertFalse(change(route(IPV4, 52, "100.64.0.9", output(5))));
    assertFalse(change(route(IPV4, 52, "10.43.0.0/16", output(5))));
    assertFalse(withdraw(route(IPV4, 52, "100.64.0.8", output(5))));
    refresh("", "");
    assertEquals(3, requests().size());
  }

  @Test
  void deletingTheKnownPeerIsRelevant() throws NetlinkException {
    knowThreePeers();
    assertTrue(withdraw(route(IPV4, 52, "100.64.0.7", output(5))));
    expectReadAgain();
  }

  @Test
  void deletingTheLastPeerIsRelevant() throws NetlinkException {
    knowThreePeers();
    assertFalse(withdraw(route(IPV4, 52, "100.64.0.8", output(5))));
    assertFalse(withdraw(route(IPV4, 52, "100.64.0.9", output(5))));
    assertTrue(withdraw(route(IPV4, 52, "100.64.0.7", output(5))));
    expectReadAgain();
  }

  @Test
  void aPeerByAnotherLinkIsRelevant() throws NetlinkException {
    knowThreePeers();
    assertTrue(change(route(IPV4, 52, "100.64.0.9", output(6))));
    expectReadAgain();
  }

  @Test
  void theFirstRouteOfAnEmptyTableIsRelevant() throws NetlinkException {
    knowThreePeers();
    assertTrue(change(route(IPV6, 52, "2001:db8::/48", output(5))));
    expectReadAgain();
  }

  @Test
  void onlyAChangeOfTailscalesLinkInvalidatesItsTable() throws NetlinkException {
    knowThreePeers();
    topology.linkChanged(3);
    answerLinks();
    refresh("", "");
    assertEquals(4, requests().size());
    topology.linkChanged(5);
    answerLinks();
    answer();
    answer();
    refresh("", "");
    assertEquals(7, requests().size());
  }

  @Test
  void aThrowRouteProvesNothing() throws NetlinkException {
    topology.watchTailnet(52);
    answerLinks();
    answer(type(RouteTypes.THROW, route(IPV4, 52, "192.0.2.0/24")));
    answer();
    refresh("", "");
    assertEquals(
        new TailnetRoutes(Family.IPV4, 52, List.of(), Set.of(), Set.of()),
        topology.tailnetRoutes().getFirst());
    assertFalse(change(type(RouteTypes.THROW, route(IPV4, 52, "198.51.100.0/24"))));
  }

  @Test
  void aRouteToTheTailnetInAnyTableIsRelevant() throws NetlinkException {
    answerLinks();
    refresh("", "");
    assertTrue(change(route(IPV4, 254, "100.64.0.0/10", output(3))));
    assertTrue(change(route(IPV4, 77, "100.64.0.7", output(3))));
    assertTrue(change(route(IPV4, 77, "64.0.0.0/2", output(3))));
    assertFalse(change(route(IPV4, 77, "100.0.0.0/10", output(3))));
    refresh("", "");
    assertEquals(1, requests().size(), "nothing is to be read");
  }

  @Test
  void aRouteOfAnUnreadTableIsIrrelevant() throws NetlinkException {
    answerLinks();
    answer();
    answer();
    refresh(CAPTURE, "");
    assertFalse(change(route(IPV4, 77, "128.0.0.0/1", output(WG0))));
    assertTrue(change(route(IPV4, 51820, "0.0.0.0/1", output(WG0))));
    assertTrue(change(route(IPV4, 77, 0, output(WG0))));
  }

  @Test
  void readsNoRoutesOfAnAbsentFamily() throws NetlinkException {
    answerLinks();
    answer(route(IPV4, 51820, 0, output(WG0)));
    topology.refresh(Listing.parse(Family.IPV4, CAPTURE), List.of(), Set.of(Family.IPV6));
    assertEquals(List.of("links", "ipv4 51820"), requests());
  }

  /** {@code rtnl_dump_all} dumps such routes for a family that the kernel does not have. */
  @Test
  void skipsRoutesOfOtherFamilies() throws NetlinkException {
    answerLinks();
    answer(route(IPV4, 51820, 0, output(WG0)));
    answer(route(IPV4, 51820, 0, output(WG0)));
    refresh(CAPTURE, "");
    assertEquals(List.of(new DefaultRoute(Family.IPV4, 51820, WG0)), topology.defaultRoutes());
  }

  private void knowThreePeers() throws NetlinkException {
    topology.watchTailnet(52);
    answerLinks();
    answer(
        route(IPV4, 52, "100.64.0.7", output(5)),
        route(IPV4, 52, "100.64.0.8", output(5)),
        route(IPV4, 52, "100.64.0.9", output(5)),
        route(IPV4, 52, "10.42.0.0/16", output(5)));
    answer();
    refresh("", "");
    assertEquals(3, requests().size());
  }

  private void expectReadAgain() throws NetlinkException {
    answerLinks();
    answer();
    answer();
    refresh("", "");
    assertEquals(List.of("links", "ipv4 52", "ipv6 52"), requests().subList(3, 6));
  }

  private boolean change(RouteMessage route) throws MalformedMessageException {
    return topology.routeChanged(MessageTypes.NEW_ROUTE, route.encode());
  }

  private boolean withdraw(RouteMessage route) throws MalformedMessageException {
    return topology.routeChanged(MessageTypes.DELETE_ROUTE, route.encode());
  }

  /** Replies that a packet with the capture's mark leaves through eth0. */
  private void answerNoUplink() {
    answerWay(3);
  }

  private void answerWay(int link) {
    answerWay(254, link);
  }

  private void answerWay(int table, int link) {
    peer.next(sent -> {
      RouteMessage way = route(IPV4, table, 0, output(link));
      return List.of(
          ScriptedPeer.datagram(peer.part(sent.getFirst(), MessageTypes.NEW_ROUTE, way.encode())));
    });
  }

  private void refuseWay() {
    refuseWay(Errno.ENETUNREACH);
  }

  private void refuseWay(Errno errno) {
    peer.next(
        sent -> List.of(ScriptedPeer.datagram(peer.refusal(sent.getFirst(), errno, "no route"))));
  }

  private void refresh(String ipv4, String ipv6) throws NetlinkException {
    List<Rule> ipv4Rules = Listing.parse(Family.IPV4, ipv4);
    topology.refresh(ipv4Rules, Listing.parse(Family.IPV6, ipv6), Set.of());
  }

  private void answerLinks(LinkMessage... links) {
    List<Bytes> payloads = new ArrayList<>();
    for (LinkMessage link : links) {
      payloads.add(link.encode());
    }
    answer(MessageTypes.NEW_LINK, payloads);
  }

  private void answer(RouteMessage... routes) {
    List<Bytes> payloads = new ArrayList<>();
    for (RouteMessage route : routes) {
      payloads.add(route.encode());
    }
    answer(MessageTypes.NEW_ROUTE, payloads);
  }

  private void answer(int type, List<Bytes> payloads) {
    peer.next(sent -> {
      List<Reception> datagrams = new ArrayList<>();
      for (Bytes payload : payloads) {
        datagrams.add(ScriptedPeer.datagram(peer.part(sent.getFirst(), type, payload)));
      }
      datagrams.add(ScriptedPeer.datagram(peer.done(sent.getFirst())));
      return datagrams;
    });
  }

  /** Returns the names of the requested dumps. */
  private List<String> requests() {
    List<String> names = new ArrayList<>();
    for (List<Frame> datagram : peer.sent()) {
      Frame request = datagram.getFirst();
      try {
        if (request.type() == MessageTypes.GET_LINK) {
          names.add("links");
        } else {
          RouteMessage filter = RouteMessage.decode(request.payload());
          Optional<RouteAttribute.Mark> mark = filter.find(RouteAttribute.Mark.class);
          if (mark.isPresent()) {
            names.add("way of mark " + mark.get().value());
            continue;
          }
          names.add(
              (filter.family() == IPV4 ? "ipv4 " : "ipv6 ")
                  + RouteMessage.tableOf(request.payload()));
        }
      } catch (MalformedMessageException e) {
        throw new AssertionError(e);
      }
    }
    return names;
  }

  private static LinkMessage link(int index, String name) {
    return new LinkMessage(0, 0, 1, index, 0, 0, List.of(new LinkAttribute.Name(name)));
  }

  private static LinkMessage link(int index, String name, String kind) {
    return new LinkMessage(
        0,
        0,
        1,
        index,
        0,
        0,
        List.of(
            new LinkAttribute.Name(name),
            new LinkAttribute.LinkInfo(List.of(new LinkInfoAttribute.Kind(kind)))));
  }

  private static RouteMessage route(
      int family, long table, int prefixLength, RouteAttribute... others) {
    List<RouteAttribute> attributes = new ArrayList<>(List.of(others));
    attributes.add(new RouteAttribute.Table(table));
    int inHeader = table < 256 ? (int) table : 252;
    return new RouteMessage(
        family, prefixLength, 0, 0, inHeader, 0, 0, RouteTypes.UNICAST, 0, attributes);
  }

  private static RouteMessage route(
      int family, long table, String destination, RouteAttribute... others) {
    Prefix prefix = Prefixes.parse(destination);
    List<RouteAttribute> attributes = new ArrayList<>(List.of(others));
    attributes.add(new RouteAttribute.Destination(Bytes.owning(prefix.address().bytes())));
    return route(family, table, prefix.length(), attributes.toArray(new RouteAttribute[0]));
  }

  private static RouteMessage type(int type, RouteMessage route) {
    return new RouteMessage(
        route.family(),
        route.destinationLength(),
        0,
        0,
        route.table(),
        0,
        0,
        type,
        0,
        route.attributes());
  }

  private static RouteAttribute output(int index) {
    return new RouteAttribute.OutputInterface(index);
  }
}
