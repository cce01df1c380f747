package io.github.rulewarden.kernel.route;

import io.github.rulewarden.fib.Criterion;
import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.InternetAddress;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Mark;
import io.github.rulewarden.fib.PlainRoute;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.kernel.rule.RuleChannel;
import io.github.rulewarden.netlink.NetlinkException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds links that look like a tunnel but are an uplink. With {@code not fwmark M lookup T} the
 * tunnel's own packets carry the mark M, and they have to leave by another link than that of the
 * default route in T. A route lookup for such a packet shows by which link it leaves. It is one
 * query for each mark, regardless of the number of routes. If another rule sends the packet to T (a
 * kill switch, or a second capture of T with another mark), the lookup proves nothing.
 */
final class Uplinks {
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
    Map<MarkedPacket, Optional<PlainRoute.LeavesBy>> lookups = new HashMap<>();
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
            Optional<PlainRoute.LeavesBy> found =
                lookup(rules, new MarkedPacket(route.family(), mark), lookups);
            if (found.isEmpty() || isInconclusive(found.get(), route, routes)) {
              if (kind == Link.Kind.POINT_TO_POINT) {
                unproven.add(link);
              }
            } else if (found.get().link() == link) {
              uplinks.add(link);
            } else {
              tunnels.add(link);
            }
          }
        }
      }
    }
    unproven.removeAll(tunnels);
    uplinks.addAll(unproven);
    return uplinks;
  }

  /** Whether a rule led the packet into the capture's table, or another capture into this link. */
  private static boolean isInconclusive(
      PlainRoute.LeavesBy found, DefaultRoute captured, List<DefaultRoute> routes) {
    if (found.table() == captured.table()) {
      return true;
    }
    for (DefaultRoute route : routes) {
      if (route.table() == found.table() && found.link() == captured.outgoingInterface()) {
        return true;
      }
    }
    return false;
  }

  /** A copy and its original have the same mark, and so may a table with several routes. */
  private Optional<PlainRoute.LeavesBy> lookup(
      List<Rule> rules,
      MarkedPacket packet,
      Map<MarkedPacket, Optional<PlainRoute.LeavesBy>> lookups)
      throws NetlinkException {
    Optional<PlainRoute.LeavesBy> known = lookups.get(packet);
    if (known == null) {
      known =
          RouteQuery.routeOf(channel, rules, InternetAddress.of(packet.family()), packet.mark());
      lookups.put(packet, known);
    }
    return known;
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
