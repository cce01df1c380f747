package io.github.rulewarden.kernel.warmup;

import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.route.LinkAttribute;
import io.github.rulewarden.netlink.route.LinkInfoAttribute;
import io.github.rulewarden.netlink.route.LinkMessage;
import io.github.rulewarden.netlink.route.RouteAttribute;
import io.github.rulewarden.netlink.route.RouteMessage;
import io.github.rulewarden.netlink.route.RouteTypes;
import io.github.rulewarden.wire.Addresses;
import java.util.ArrayList;
import java.util.List;

/** The links of a {@link ModelKernel}, and the default routes through them. */
final class ModelTopology {
  private static final int ARPHRD_NONE = 0xfffe;
  private static final int RT_TABLE_COMPAT = 252;
  private static final int DEFAULT_METRIC = 1024;

  /** An attribute of every IPv6 route that the library does not know. */
  private static final int RTA_CACHEINFO = 12;

  private final List<Link> links = new ArrayList<>();
  private final List<DefaultRoute> routes = new ArrayList<>();

  void add(Link link) {
    links.add(link);
  }

  /** Removes a link and its routes. */
  void remove(Link link) {
    links.remove(link);
    routes.removeIf(route -> route.outgoingInterface() == link.index());
  }

  void add(DefaultRoute route) {
    routes.add(route);
  }

  List<Link> links() {
    return links;
  }

  List<Bytes> linkMessages() {
    List<Bytes> messages = new ArrayList<>();
    for (Link link : links) {
      messages.add(message(link));
    }
    return messages;
  }

  List<Bytes> routeMessages(Family family, long table) {
    List<Bytes> messages = new ArrayList<>();
    for (DefaultRoute route : routes) {
      if (route.family() == family && route.table() == table) {
        messages.add(message(route));
      }
    }
    return messages;
  }

  static Bytes message(Link link) {
    List<LinkAttribute> attributes = new ArrayList<>();
    attributes.add(new LinkAttribute.Name(link.name()));
    switch (link.kind()) {
      case WIREGUARD -> attributes.add(kind("wireguard"));
      case AMNEZIAWG -> attributes.add(kind("amneziawg"));
      case OVPN -> attributes.add(kind("ovpn"));
      case TUN -> attributes.add(kind("tun"));
      case XFRM -> attributes.add(kind("xfrm"));
      case POINT_TO_POINT -> attributes.add(kind("ppp"));
      case OTHER -> {}
    }
    int flags =
        switch (link.condition()) {
          case UP -> LinkMessage.UP;
          case DOWN -> 0;
        };
    return new LinkMessage(0, 0, ARPHRD_NONE, link.index(), flags, 0, attributes).encode();
  }

  private static LinkAttribute kind(String kind) {
    return new LinkAttribute.LinkInfo(List.of(new LinkInfoAttribute.Kind(kind)));
  }

  /** A route with the attributes that the kernel sends for IPv6. */
  private static Bytes message(DefaultRoute route) {
    int family = Addresses.family(route.family()).number();
    List<RouteAttribute> attributes =
        List.of(
            new RouteAttribute.Table(route.table()),
            new RouteAttribute.Priority(DEFAULT_METRIC),
            new RouteAttribute.OutputInterface(route.outgoingInterface()),
            new RouteAttribute.Preference(0),
            new RouteAttribute.Unknown(RTA_CACHEINFO, Bytes.owning(new byte[32])));
    return new RouteMessage(
            family, 0, 0, 0, RT_TABLE_COMPAT, 0, 0, RouteTypes.UNICAST, 0, attributes)
        .encode();
  }
}
