package io.github.rulewarden.kernel;

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

/** A {@link FakeKernel}'s links, and the default routes that leave by them. */
final class FakeTopology {
  private static final int ARPHRD_NONE = 0xfffe;
  private static final int RT_TABLE_COMPAT = 252;

  private final List<Link> links = new ArrayList<>();
  private final List<DefaultRoute> routes = new ArrayList<>();
  private int lastIndex = 1;

  /** Adds a link with an unused index. */
  Link add(String name, Link.Kind kind) {
    Link link = new Link(++lastIndex, name, kind);
    links.add(link);
    return link;
  }

  /** Removes a link and its routes. */
  Link remove(String name) {
    Link link = named(name);
    links.remove(link);
    routes.removeIf(route -> route.outgoingInterface() == link.index());
    return link;
  }

  /** Adds the default route of a table. */
  void addDefaultRoute(Family family, long table, String link) {
    routes.add(new DefaultRoute(family, table, named(link).index()));
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
    return new LinkMessage(0, 0, ARPHRD_NONE, link.index(), LinkMessage.UP, 0, attributes).encode();
  }

  private static LinkAttribute kind(String kind) {
    return new LinkAttribute.LinkInfo(List.of(new LinkInfoAttribute.Kind(kind)));
  }

  private static Bytes message(DefaultRoute route) {
    int family = Addresses.family(route.family()).number();
    List<RouteAttribute> attributes =
        List.of(
            new RouteAttribute.Table(route.table()),
            new RouteAttribute.OutputInterface(route.outgoingInterface()));
    return new RouteMessage(
            family, 0, 0, 0, RT_TABLE_COMPAT, 0, 0, RouteTypes.UNICAST, 0, attributes)
        .encode();
  }

  private Link named(String name) {
    for (Link link : links) {
      if (link.name().equals(name)) {
        return link;
      }
    }
    throw new AssertionError("there is no link " + name + " in " + links);
  }
}
