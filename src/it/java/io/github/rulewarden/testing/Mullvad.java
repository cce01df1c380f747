package io.github.rulewarden.testing;

import io.github.rulewarden.fib.Family;

/**
 * The Mullvad app as it sets up its tunnel on Linux: a TUN, a default route in a table of its own,
 * and in each family a capture and a suppress rule without priority. The app deletes these rules
 * and adds them again whenever it reconnects.
 */
public final class Mullvad {
  public static final String LINK = "wg0-mullvad";

  /** Both the mark and the table, "mole" in ASCII. */
  public static final long TABLE = 0x6d6f6c65;

  private final Tunnel tunnel;

  private Mullvad(Tunnel tunnel) {
    this.tunnel = tunnel;
  }

  /** Connects for the first time. */
  public static Mullvad connectOn(TestHost host) {
    Mullvad mullvad = new Mullvad(Tunnel.on(host, LINK, TABLE));
    mullvad.addRules();
    return mullvad;
  }

  /** Connects again, as after the user selected another server. */
  public void reconnect() {
    for (Family family : Family.values()) {
      tunnel.deletePair(family);
    }
    tunnel.deleteLink();
    tunnel.addLink();
    addRules();
  }

  private void addRules() {
    for (Family family : Family.values()) {
      tunnel.addPair(family);
    }
  }
}
