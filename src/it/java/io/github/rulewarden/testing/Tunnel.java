package io.github.rulewarden.testing;

import io.github.rulewarden.fib.Family;

/**
 * A full tunnel whose parts are added one by one, as a user's own scripts do: a TUN with default
 * routes in a table, and for each family a capture and a suppress rule without priority.
 */
public final class Tunnel {
  private static final String SUPPRESS = "table main suppress_prefixlength 0";

  private final TestHost host;
  private final String link;
  private final long table;

  private Tunnel(TestHost host, String link, long table) {
    this.host = host;
    this.link = link;
    this.table = table;
  }

  /** Creates a tunnel with its link and routes, but without rules. */
  public static Tunnel on(TestHost host, String link, long table) {
    Tunnel tunnel = new Tunnel(host, link, table);
    tunnel.addLink();
    return tunnel;
  }

  public String link() {
    return link;
  }

  /** Adds the link and, to the table, default routes by this link. */
  public void addLink() {
    host.batch(
        Family.IPV4,
        "tuntap add dev " + link + " mode tun",
        "link set " + link + " up",
        "addr add 10.64.0.2/32 dev " + link,
        "route add default dev " + link + " table " + table);
    host.batch(
        Family.IPV6,
        "addr add fc00:bbbb::2/128 dev " + link + " nodad",
        "route add default dev " + link + " table " + table);
  }

  /** Deletes the link; the kernel deletes its routes, its rules stay. */
  public void deleteLink() {
    host.ip("link del " + link);
  }

  /** Adds {@code not fwmark T lookup T}. */
  public void addCapture(Family family) {
    host.batch(family, "rule add " + capture());
  }

  /** Adds {@code lookup main suppress_prefixlength 0}. */
  public void addSuppress(Family family) {
    host.batch(family, "rule add " + SUPPRESS);
  }

  /** Adds both, the capture first, as wg-quick does. */
  public void addPair(Family family) {
    host.batch(family, "rule add " + capture(), "rule add " + SUPPRESS);
  }

  /** Deletes both by their selectors, as wg-quick does. */
  public void deletePair(Family family) {
    host.batch(family, "rule del " + capture(), "rule del " + SUPPRESS);
  }

  private String capture() {
    return "not fwmark " + table + " table " + table;
  }
}
