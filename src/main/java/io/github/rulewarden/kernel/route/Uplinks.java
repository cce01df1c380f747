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
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds links that look like a tunnel and are an uplink. Behind {@code not fwmark M lookup T} a
 * tunnel's own packets carry the mark M, and they must leave by another link than the one that T
 * leads to. So the kernel is asked where a packet with that mark goes: one question, however many
 * routes there are.
 */
final class Uplinks {
  /** Addresses on the internet for which hardly anybody has a route of their own. */
  private static final Address IPV4_INTERNET = new Address(Family.IPV4, 0, 0xc0586301L);

  private static final Address IPV6_INTERNET = new Address(Family.IPV6, 0x3fff_0000_0000_0000L, 1);

  private static final int NOWHERE = 0;

  private final RuleChannel channel;

  Uplinks(RuleChannel channel) {
    this.channel = channel;
  }

  /**
   * The uplinks among the links that captures lead to. A point-to-point link is one unless the
   * marked packets are seen to leave by another link: it often is, and main's default route may be
   * about to come.
   */
  Set<Integer> of(List<Rule> rules, List<DefaultRoute> routes, List<Link> links)
      throws NetlinkException {
    Set<Integer> uplinks = new HashSet<>();
    Set<Integer> unproven = new HashSet<>();
    Set<Integer> proven = new HashSet<>();
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
            int way = RouteQuery.linkOf(channel, internet(route.family()), mark);
            if (way == link) {
              uplinks.add(link);
            } else if (way != NOWHERE) {
              proven.add(link);
            } else if (kind == Link.Kind.POINT_TO_POINT) {
              unproven.add(link);
            }
          }
        }
      }
    }
    unproven.removeAll(proven);
    uplinks.addAll(unproven);
    return uplinks;
  }

  private static Address internet(Family family) {
    return family == Family.IPV4 ? IPV4_INTERNET : IPV6_INTERNET;
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
