package io.github.rulewarden.kernel.route;

import io.github.rulewarden.fib.Address;
import io.github.rulewarden.fib.Criterion;
import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Mark;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.kernel.rule.RuleChannel;
import io.github.rulewarden.netlink.NetlinkException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds links that look like a tunnel but are an uplink. With {@code not fwmark M lookup T} the
 * tunnel's own packets carry the mark M, and they have to leave by another link than that of the
 * default route in T. A route lookup for such a packet shows by which link it leaves. It is one
 * query for each mark, regardless of the number of routes.
 */
final class Uplinks {
  /** Addresses on the internet that are unlikely to have a specific route. */
  private static final Address IPV4_INTERNET = new Address(Family.IPV4, 0, 0xc0586301L);

  private static final Address IPV6_INTERNET = new Address(Family.IPV6, 0x3fff_0000_0000_0000L, 1);

  private static final int NO_LINK = 0;

  /** A packet of a tunnel itself. */
  private record MarkedPacket(Family family, Mark mark) {}

  private final RuleChannel channel;

  Uplinks(RuleChannel channel) {
    this.channel = channel;
  }

  /**
   * Returns the uplinks among the links of the default routes in captured tables. A point-to-point
   * link counts as an uplink unless the marked packets leave by another link: it often is one, and
   * the default route of main may appear later.
   */
  Set<Integer> of(List<Rule> rules, List<DefaultRoute> routes, List<Link> links)
      throws NetlinkException {
    Map<MarkedPacket, Integer> lookups = new HashMap<>();
    Set<Integer> uplinks = new HashSet<>();
    Set<Integer> unproven = new HashSet<>();
    Set<Integer> tunnels = new HashSet<>();
    for (Rule rule : rules) {
      if (rule.selector().isInverted()
          && rule.selector().criteria().size() == 1
          && rule.selector().criteria().getFirst() instanceof Criterion.FwMark(Mark mark)) {
        for (DefaultRoute route : routes) {
          Link.Kind kind = kindOf(route.outgoingInterface(), links);
          if (route.table() == rule.table()
              && route.family() == rule.family()
              && kind != Link.Kind.OTHER) {
            int link = route.outgoingInterface();
            int outgoing = linkOf(rules, new MarkedPacket(route.family(), mark), lookups);
            if (outgoing == link) {
              uplinks.add(link);
            } else if (outgoing != NO_LINK) {
              tunnels.add(link);
            } else if (kind == Link.Kind.POINT_TO_POINT) {
              unproven.add(link);
            }
          }
        }
      }
    }
    unproven.removeAll(tunnels);
    uplinks.addAll(unproven);
    return uplinks;
  }

  /** A copy and its original have the same mark, and so may a table with several routes. */
  private int linkOf(List<Rule> rules, MarkedPacket packet, Map<MarkedPacket, Integer> lookups)
      throws NetlinkException {
    Integer known = lookups.get(packet);
    if (known != null) {
      return known;
    }
    int link = RouteQuery.linkOf(channel, rules, internet(packet.family()), packet.mark());
    lookups.put(packet, link);
    return link;
  }

  private static Address internet(Family family) {
    return switch (family) {
      case IPV4 -> IPV4_INTERNET;
      case IPV6 -> IPV6_INTERNET;
    };
  }

  private static Link.Kind kindOf(int index, List<Link> links) {
    for (Link link : links) {
      if (link.index() == index) {
        return link.kind();
      }
    }
    return Link.Kind.OTHER;
  }
}
