package io.github.rulewarden.testing;

import io.github.rulewarden.fib.Family;

/**
 * Tailscale as tailscaled sets it up on Linux: its link, its four rules in both families, and table
 * 52 with a peer, MagicDNS and a subnet that was accepted from a peer.
 */
public final class Tailscale {
  public static final String LINK = "tailscale0";

  static final String PEER_IPV4 = "100.64.0.7";
  static final String PEER_IPV6 = "fd7a:115c:a1e0::7";
  static final String MAGIC_DNS = "100.100.100.100";
  static final String IN_SUBNET_IPV4 = "10.99.3.4";
  static final String IN_SUBNET_IPV6 = "fd00:99::4";

  /** The base of tailscaled's usual priorities, 5210 to 5270. */
  private static final int USUAL_BASE = 5200;

  private final TestHost host;
  private final int base;

  private Tailscale(TestHost host, int base) {
    this.host = host;
    this.base = base;
  }

  /** Starts Tailscale in both families. */
  public static Tailscale startOn(TestHost host) {
    return startOn(host, USUAL_BASE);
  }

  /**
   * Starts Tailscale in both families, with its rules at another base; beside mwan3 it uses 1300.
   */
  public static Tailscale startOn(TestHost host, int base) {
    Tailscale tailscale = new Tailscale(host, base);
    tailscale.addLink();
    for (Family family : Family.values()) {
      tailscale.addRules(family);
    }
    addRoutes(host);
    return tailscale;
  }

  private void addLink() {
    host.batch(
        Family.IPV4,
        "tuntap add dev tailscale0 mode tun",
        "link set tailscale0 up",
        "addr add 100.64.0.1/32 dev tailscale0");
    host.batch(Family.IPV6, "addr add fd7a:115c:a1e0::1/128 dev tailscale0 nodad");
  }

  /** Restores its rules, as tailscaled does when it is notified that one was deleted. */
  public void heal() {
    for (Family family : Family.values()) {
      addRules(family);
    }
  }

  private void addRules(Family family) {
    host.batch(
        family,
        "rule add pref " + (base + 10) + " fwmark 0x80000/0xff0000 table main",
        "rule add pref " + (base + 30) + " fwmark 0x80000/0xff0000 table default",
        "rule add pref " + (base + 50) + " fwmark 0x80000/0xff0000 type unreachable",
        "rule add pref " + (base + 70) + " table 52");
  }

  /** Adds the routes that a login adds. */
  static void addRoutes(TestHost host) {
    host.batch(
        Family.IPV4,
        "route add 100.64.0.7 dev tailscale0 table 52",
        "route add 100.100.100.100 dev tailscale0 table 52",
        "route add 10.99.0.0/16 dev tailscale0 table 52");
    host.batch(
        Family.IPV6,
        "route add fd7a:115c:a1e0::7 dev tailscale0 table 52",
        "route add fd00:99::/64 dev tailscale0 table 52");
  }
}
