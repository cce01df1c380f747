package io.github.rulewarden.fib;

import java.util.List;
import java.util.Set;

/**
 * The contents of Tailscale's table in one family. tailscaled adds one route for each peer, one for
 * 100.100.100.100, and one for each accepted subnet.
 *
 * @param table the number of the table
 * @param peers some routes inside the tailnet's addresses: the first one, and the first inside and
 *     outside of each prefix that a rule selects; empty if there is none
 * @param links the ifindexes of the links of the routes inside the tailnet's addresses: normally
 *     Tailscale's link alone
 * @param otherLinks the ifindexes of the links of the table's other routes, 0 for a route without a
 *     single link; {@code throw} routes are left out
 */
public record TailnetRoutes(
    Family family, long table, List<Prefix> peers, Set<Integer> links, Set<Integer> otherLinks) {
  /** The addresses that Tailscale assigns to its nodes ({@code net/tsaddr/tsaddr.go}). */
  private static final Prefix IPV4_ADDRESSES =
      new Prefix(new Address(Family.IPV4, 0, 0x64400000L), 10);

  private static final Prefix IPV6_ADDRESSES =
      new Prefix(new Address(Family.IPV6, 0xfd7a115ca1e0_0000L, 0), 48);

  public TailnetRoutes {
    peers = List.copyOf(peers);
    links = Set.copyOf(links);
    otherLinks = Set.copyOf(otherLinks);
  }

  /** Whether a route leads to any address of the tailnet. */
  public static boolean overlaps(Prefix destination) {
    Prefix addresses = addresses(destination);
    return addresses.covers(destination) || destination.covers(addresses);
  }

  /** Whether a route leads to addresses of the tailnet and to no others. */
  public static boolean isInside(Prefix destination) {
    return addresses(destination).covers(destination);
  }

  /** Whether a prefix contains some addresses of the tailnet, but not all, and no others. */
  public static boolean isPart(Prefix prefix) {
    return isInside(prefix) && prefix.length() > addresses(prefix).length();
  }

  private static Prefix addresses(Prefix destination) {
    return switch (destination.address().family()) {
      case IPV4 -> IPV4_ADDRESSES;
      case IPV6 -> IPV6_ADDRESSES;
    };
  }
}
