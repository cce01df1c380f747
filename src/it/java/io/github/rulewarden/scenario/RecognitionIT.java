package io.github.rulewarden.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.Ladder;
import io.github.rulewarden.testing.SeenRule;
import io.github.rulewarden.testing.Tailscale;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.Watcher;
import io.github.rulewarden.testing.WireGuard;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hosts whose rules, tunnels and Tailscale differ from the usual. */
@Timeout(120)
class RecognitionIT {
  private static final String IN_ORDER =
      "STATUS=ok: Tailscale's lookup at 5270 is evaluated before the VPN's at 5399.";

  @RegisterExtension final TestHost host = TestHost.create();

  private final Watcher watcher = Watcher.on(host);

  /**
   * Scenario 34: the routes are added one by one, and only all of them together are a default
   * route.
   */
  @Test
  void aCaptureIsRecognisedWhenTheLastOfItsPiecesComes() throws Exception {
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).start();
    host.ip("tuntap add dev tun7 mode tun");
    host.ip("link set tun7 up");
    host.ip("rule add not fwmark 0x100cf lookup 65743");
    host.ip("route add 0.0.0.0/1 dev tun7 table 65743");
    assertEquals(true, host.ip("rule").contains("5209:"), "half of the internet is no VPN's");

    host.ip("route add 128.0.0.0/1 dev tun7 table 65743");

    daemon.awaitNotice(IN_ORDER);
    assertEquals(
        true,
        Ladder.of(host, Family.IPV4).contains("5399: not from all fwmark 0x100cf lookup 65743"));
  }

  /** Scenario 32: the capture has the protocol kernel. */
  @Test
  void aCaptureWithProtocolKernelIsMovedAndKeepsIt() throws Exception {
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).start();
    host.ip("tuntap add dev tun7 mode tun");
    host.ip("link set tun7 up");
    host.ip("rule add not fwmark 0xfd002021 lookup 539098370 priority 300 protocol kernel");
    host.ip("route add default dev tun7 table 539098370");
    daemon.awaitNotice(IN_ORDER);
    assertEquals(
        "5399:\tnot from all fwmark 0xfd002021 lookup 539098370 proto kernel",
        host.ip("-d rule show priority 5399").strip());
  }

  /** Scenario 43: Unraid's link, with an exit node. */
  @Test
  void tailscalesLinkHasAnotherName() throws Exception {
    Tailscale.startOn(host);
    host.ip("link set tailscale0 down");
    host.ip("link set tailscale0 name tailscale1");
    host.ip("link set tailscale1 up");
    host.ip("route add 100.64.0.7 dev tailscale1 table 52");
    host.ip("route add default dev tailscale1 table 52");
    WireGuard.on(host).up();
    Daemon daemon = Daemon.on(host).start();
    daemon.awaitNotice(IN_ORDER);
    host.ip("route del 100.64.0.7 dev tailscale1 table 52");
    host.ip("route del default dev tailscale1 table 52");
    daemon.awaitNotice(
        "STATUS=idle: Tailscale is not connected: its rules are there, but its table 52 is empty"
            + " and there is no tailscale0. Rulewarden keeps the order anyway.");
    host.ip("route add 100.64.0.8 dev tailscale1 table 52");
    daemon.awaitNotice(IN_ORDER);
  }

  /** Scenario 44: a rule takes the tailnet's packets. */
  @Test
  void aRuleThatTakesTheTailnetsPacketsIsNamedUntilItIsGone() throws Exception {
    Tailscale.startOn(host);
    WireGuard.on(host).up();
    Daemon daemon = Daemon.on(host).start();
    daemon.awaitNotice(IN_ORDER);
    host.ip("route add default dev lo table 77");
    host.ip("rule add priority 1000 lookup 77");
    daemon.awaitNotice(
        "STATUS=degraded: Packets to the peer 100.64.0.7 do not leave through tailscale0: `1000: from all"
            + " lookup 77` sends them out through lo. Move that rule behind Tailscale's lookup at"
            + " 5270, or remove it.");
    for (String protocol : List.of("icmp", "udp")) {
      // A rule for one protocol does not make the tailnet unreachable.
      host.ip("rule add priority 1001 ipproto " + protocol + " lookup 77");
    }
    host.ip("rule del priority 1000");
    daemon.awaitNotice(IN_ORDER);
    host.ip("rule add priority 1000 to 100.64.0.0/10 prohibit");
    daemon.awaitNotice(
        "STATUS=degraded: Packets to the peer 100.64.0.7 do not leave through tailscale0: `1000: from all"
            + " to 100.64.0.0/10 prohibit` rejects them. Move that rule behind"
            + " Tailscale's lookup at 5270, or remove it.");
  }

  @Test
  void aRuleThatTakesThePacketsToOnePeerIsNamed() throws Exception {
    Tailscale.startOn(host);
    WireGuard.on(host).up();
    Daemon daemon = Daemon.on(host).start();
    daemon.awaitNotice(IN_ORDER);
    host.ip("route add 100.64.0.8 dev tailscale0 table 52");
    host.ip("route add default dev lo table 77");
    host.ip("rule add priority 1000 to 100.64.0.8 lookup 77");
    daemon.awaitNoticeThatBegins(
        "STATUS=degraded: Packets to the peer 100.64.0.8 do not leave through tailscale0:"
            + " `1000: from all to 100.64.0.8 lookup 77` sends them out through lo.");
    host.ip("rule del priority 1000");
    daemon.awaitNotice(IN_ORDER);
  }

  /**
   * A provider's route to 100.64.0.0/10 on the uplink, and a user's own rule that prefers main's
   * routes.
   */
  @Test
  void aRouteOfMainThatTakesTheTailnetsPacketsIsNoticed() throws Exception {
    Tailscale.startOn(host);
    for (Family family : Family.values()) {
      host.ip(family.option() + " rule add priority 5200 lookup main suppress_prefixlength 0");
    }
    WireGuard.on(host).up();
    Daemon daemon = Daemon.on(host).start();
    daemon.awaitNotice(IN_ORDER);
    expectNoticed(daemon, "-4 route", "100.64.0.0/10", "100.64.0.7");
    expectNoticed(daemon, "-4 route", "96.0.0.0/4", "100.64.0.7");
    expectNoticed(daemon, "-6 route", "fd7a:115c:a1e0::/48", "fd7a:115c:a1e0::7");
    expectNoticed(daemon, "-6 route", "fc00::/7", "fd7a:115c:a1e0::7");
  }

  private void expectNoticed(Daemon daemon, String routes, String destination, String peer) {
    host.ip(routes + " add " + destination + " dev lo");
    daemon.awaitNotice(
        "STATUS=degraded: Packets to the peer "
            + peer
            + " do not leave through tailscale0: `5200: from all lookup main suppress_prefixlength 0`"
            + " sends them out through lo. Move that rule behind Tailscale's lookup at 5270, or remove it.");
    host.ip(routes + " del " + destination + " dev lo");
    daemon.awaitNotice(IN_ORDER);
  }

  /**
   * Scenario 46: wg-quick deletes every suppress rule when it goes down; the user adds it again.
   */
  @Test
  void aUsersOwnSuppressRuleStaysHis() throws Exception {
    Tailscale.startOn(host);
    Daemon.on(host).start();
    WireGuard tunnel = WireGuard.on(host);
    for (int round = 0; round < 3; round++) {
      for (Family family : Family.values()) {
        host.ip(family.option() + " rule add priority 5200 lookup main suppress_prefixlength 0");
      }
      tunnel.up();
      for (Family family : Family.values()) {
        watcher.await(
            "the user's rule and the pair in " + family.text(),
            state -> isBesideTheUsersRule(state.rules(family)));
      }
      tunnel.down();
    }
  }

  /**
   * Returns whether the rules are ahead of the kernel's last rules, and behind {@code lookup
   * local}.
   */
  private static boolean isBesideTheUsersRule(List<SeenRule> rules) {
    List<Long> priorities = new ArrayList<>();
    for (SeenRule rule : rules) {
      if (rule.priority() > 0 && rule.priority() < 32766) {
        priorities.add(rule.priority());
      }
    }
    return priorities.equals(List.of(5200L, 5210L, 5230L, 5250L, 5270L, 5398L, 5399L));
  }
}
