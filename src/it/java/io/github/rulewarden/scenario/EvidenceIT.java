package io.github.rulewarden.scenario;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.SystemUser;
import io.github.rulewarden.testing.Tailscale;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.Watcher;
import io.github.rulewarden.testing.WireGuard;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which evidence proves that a pair is missing that the daemon never saw, and which does not. */
@Timeout(120)
class EvidenceIT {
  private static final long TABLE = WireGuard.USUAL_TABLE;

  @RegisterExtension final TestHost host = TestHost.create();

  private final Watcher watcher = Watcher.on(host);

  /**
   * The daemon never saw the pair, but the tunnel's mark and wg-quick's firewall rules prove it.
   */
  @Test
  void wgQuicksSignatureIsEnough() throws Exception {
    Tailscale.startOn(host);
    WireGuard tunnel = WireGuard.on(host).up();
    purge();

    Daemon daemon = Daemon.on(host).start();

    daemon.awaitNoticeThatBegins("STATUS=leak: " + tunnel.name());
    watcher.awaitOrder(TABLE);
    EndState.assertRight(host, tunnel.name());
  }

  /**
   * The daemon runs as in the unit: only root may open wireguard-go's control socket, so the daemon
   * reads the mark from the firewall.
   */
  @Test
  void wgQuicksFirewallIsEnoughWhereTheControlSocketIsClosed() throws Exception {
    Tailscale.startOn(host);
    WireGuard tunnel = WireGuard.on(host).up();
    purge();

    Daemon daemon = Daemon.on(host).by(SystemUser.words()).start();

    daemon.awaitNoticeThatBegins("STATUS=leak: " + tunnel.name());
    watcher.awaitOrder(TABLE);
    EndState.assertRight(host, tunnel.name());
  }

  /**
   * Scenarios 39 and 40. The peers of four tunnels may carry all traffic, and no rule mentions the
   * tunnels' marks, but wg-quick routed none of them: one is for a single user, and its rule is
   * deleted for a while; one is for a subnet; two only resemble wg-quick's, by a table with another
   * mark, or by an address that another link of that name had.
   */
  @Test
  void numbersAloneAreNoLeakAndNothingIsPutBack() throws Exception {
    Tailscale.startOn(host);
    WireGuard ofUser = routedByHand(51820);
    host.ip("rule add pref 100 uidrange 960-960 lookup 51820 protocol static");
    WireGuard ofSubnet = WireGuard.on(host, "Table = off", "FwMark = 51821").up();
    host.ip("route add 198.51.100.0/24 dev " + ofSubnet.name() + " table 51821");
    WireGuard otherMark = routedByHand(51822);
    pretend(otherMark, 51823, "10.3.0.3");
    host.ip("addr add 10.3.0.3/32 dev " + otherMark.name());
    WireGuard otherAddress = routedByHand(51824);
    pretend(otherAddress, 51824, "10.3.0.4");
    Daemon daemon = Daemon.on(host).start();
    host.ip("rule del pref 100");

    Thread.sleep(3000); // No event announces that nothing will happen: longer than the grace.

    for (Family family : Family.values()) {
      EndState.assertLadder(host, family, List.of());
    }
    assertFalse(daemon.log().contains("in the clear"), daemon.log());
    for (WireGuard tunnel : List.of(ofUser, ofSubnet, otherMark, otherAddress)) {
      assertFalse(daemon.log().contains(tunnel.name()), daemon.log());
    }
  }

  /** Deletes only wg-quick's rules. */
  private void purge() {
    for (Family family : Family.values()) {
      host.batch(family, "rule del table 51820", "rule del table main suppress_prefixlength 0");
    }
  }

  /**
   * Makes a tunnel for whose mark there is a table of the same number with default routes, made by
   * hand.
   */
  private WireGuard routedByHand(int mark) {
    WireGuard tunnel = WireGuard.on(host, "Table = off", "FwMark = " + mark).up();
    for (Family family : Family.values()) {
      host.batch(family, "route add default dev " + tunnel.name() + " table " + mark);
    }
    return tunnel;
  }

  /** Makes the firewall table that wg-quick would make for a tunnel with this mark and address. */
  private void pretend(WireGuard tunnel, int mark, String address) {
    String table = "ip wg-quick-" + tunnel.name();
    String name = tunnel.name();
    for (String command :
        List.of(
            "add table " + table,
            "add chain " + table + " preraw { type filter hook prerouting priority -300; }",
            "add chain " + table + " postmangle { type filter hook postrouting priority -150; }",
            "add rule %s preraw iifname != \"%s\" ip daddr %s fib saddr type != local drop"
                .formatted(table, name, address),
            "add rule %s postmangle meta l4proto udp mark %d ct mark set mark"
                .formatted(table, mark))) {
      host.run("nft", command).require();
    }
  }
}
