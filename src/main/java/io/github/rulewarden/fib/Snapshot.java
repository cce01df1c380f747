package io.github.rulewarden.fib;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A network namespace's routing policy at one moment.
 *
 * @param ipv4 the IPv4 rules in evaluation order
 * @param ipv6 the IPv6 rules in evaluation order
 * @param defaultRoutes of every table that may be a capture's table in this snapshot
 * @param links every network interface
 * @param uplinks the ifindexes of links that look like a tunnel but are, or may be, an uplink:
 *     packets that a capture does not match also leave through them
 * @param absent the families for which the kernel has no policy routing; they have no rules
 * @param tailnet what is known about the tailnet's routes
 */
public record Snapshot(
    List<Rule> ipv4,
    List<Rule> ipv6,
    List<DefaultRoute> defaultRoutes,
    List<Link> links,
    Set<Integer> uplinks,
    Set<Family> absent,
    Tailnet tailnet) {
  public static final Snapshot EMPTY = new Snapshot(List.of(), List.of(), List.of(), List.of());

  public Snapshot {
    ipv4 = List.copyOf(ipv4);
    ipv6 = List.copyOf(ipv6);
    defaultRoutes = List.copyOf(defaultRoutes);
    links = List.copyOf(links);
    uplinks = Set.copyOf(uplinks);
    absent = Set.copyOf(absent);
  }

  /**
   * A snapshot of a kernel that has policy routing for both families, without knowledge of a
   * tailnet.
   */
  public Snapshot(
      List<Rule> ipv4, List<Rule> ipv6, List<DefaultRoute> defaultRoutes, List<Link> links) {
    this(ipv4, ipv6, defaultRoutes, links, Set.of(), Set.of(), Tailnet.UNKNOWN);
  }

  /** Whether the kernel has no policy routing for a family. */
  public boolean isAbsent(Family family) {
    return absent.contains(family);
  }

  /** The rules of one family in evaluation order. */
  public List<Rule> rules(Family family) {
    return family == Family.IPV4 ? ipv4 : ipv6;
  }

  /** The link with an ifindex, up or down; empty if it does not exist. */
  public Optional<Link> link(int index) {
    for (Link link : links) {
      if (link.index() == index) {
        return Optional.of(link);
      }
    }
    return Optional.empty();
  }

  /** Whether a link with this ifindex exists, up or down. */
  public boolean hasLink(int index) {
    return link(index).isPresent();
  }

  /** Whether some table's default route, of either family, leaves through a link. */
  public boolean hasDefaultRouteBy(Link link) {
    for (DefaultRoute route : defaultRoutes) {
      if (route.outgoingInterface() == link.index()) {
        return true;
      }
    }
    return false;
  }

  /** A copy with other rules of one family. */
  public Snapshot with(Family family, List<Rule> rules) {
    return family == Family.IPV4
        ? new Snapshot(rules, ipv6, defaultRoutes, links, uplinks, absent, tailnet)
        : new Snapshot(ipv4, rules, defaultRoutes, links, uplinks, absent, tailnet);
  }

  /** A copy with other knowledge of the tailnet. */
  public Snapshot with(Tailnet newTailnet) {
    return new Snapshot(ipv4, ipv6, defaultRoutes, links, uplinks, absent, newTailnet);
  }
}
