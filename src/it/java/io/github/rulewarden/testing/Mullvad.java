package io.github.rulewarden.testing;

import io.github.rulewarden.fib.Family;

/**
 * The Mullvad app as it sets up its tunnel on Linux: a TUN, a default route in a table of its own,
 * and in each family a capture and a suppress rule without priority, which it clears and adds again
 * whenever it reconnects.
 */
public final class Mullvad {
  public static final String LINK = "wg0-mullvad";

  /** Both the mark and the table: "mole". */
  public static final long TABLE = 0x6d6f6c65;

  private static final String CAPTURE = "not fwmark 0x6d6f6c65 table 1836018789";
  private static final String SUPPRESS = "table main suppress_prefixlength 0";

  private final TestHost host;

  private Mullvad(TestHost host) {
    this.host = host;
  }

  /** Connects for the first time. */
  public static Mullvad connectOn(TestHost host) {
    Mullvad mullvad = new Mullvad(host);
    mullvad.addLink();
    mullvad.addRules();
    return mullvad;
  }

  /** Connects again, as after the choice of another server. */
  public void reconnect() {
    for (Family family : Family.values()) {
      host.batch(family, "rule del " + CAPTURE, "rule del " + SUPPRESS);
    }
    host.ip("link del " + LINK);
    addLink();
    addRules();
  }

  private void addLink() {
    host.batch(
        Family.IPV4,
        "tuntap add dev wg0-mullvad mode tun",
        "link set wg0-mullvad up",
        "addr add 10.64.0.2/32 dev wg0-mullvad",
        "route add default dev wg0-mullvad table 1836018789");
    host.batch(
        Family.IPV6,
        "addr add fc00:bbbb::2/128 dev wg0-mullvad nodad",
        "route add default dev wg0-mullvad table 1836018789");
  }

  private void addRules() {
    for (Family family : Family.values()) {
      host.batch(family, "rule add " + CAPTURE, "rule add " + SUPPRESS);
    }
  }
}
