package io.github.rulewarden.policy.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Tailnet;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.Scenario;
import io.github.rulewarden.state.SavedState;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Specifies the role of each rule. Each line has the expected role, then the rule. */
class RolesTest {
  @Test
  void ofRulewarden() {
    expectRoles(
        """
        owned            | 10: from all lookup 52 proto 82
        owned            | 11: not from all fwmark 0xca6c lookup 51820 proto 82
        owned            | 12: from all lookup main suppress_prefixlength 0 proto 82
        """);
  }

  @Test
  void ofTheKernelByTheirForm() {
    expectRoles(
        """
        kernel           | 0: from all lookup local
        other            | 100: from all lookup local
        other            | 1000: from all lookup [l3mdev-table] proto kernel
        other            | 32765: from all lookup main
        kernel           | 32766: from all lookup main
        kernel           | 32767: from all lookup default
        """);
  }

  /** Cilium moves {@code lookup local} to 100; VRF tools move it to 32765. */
  @Test
  void ofTheKernelAtAnotherPlace() {
    expectRoles(
        """
        other            | 9: from all fwmark 0x200/0xf00 lookup 2004
        kernel           | 100: from all lookup local
        kernel           | 32766: from all lookup main
        """);
    expectRoles(
        """
        other            | 1000: from all lookup [l3mdev-table] proto kernel
        kernel           | 32765: from all lookup local
        kernel           | 32766: from all lookup main
        """);
    expectRoles(
        """
        other            | 100: from all lookup main
        kernel           | 200: from all lookup main proto kernel
        other            | 300: from all lookup main suppress_prefixlength 0
        """);
  }

  /** systemd-networkd does not delete rules with protocol kernel, so VPN clients use it. */
  @Test
  void ofRulesWithProtocolKernelLikeAnyOther() {
    expectRoles(
        """
        tailscale-lookup | 14: from all lookup 52 proto kernel
        vpn-suppress     | 15: from all lookup main suppress_prefixlength 0 proto kernel
        vpn-capture      | 16: not from all fwmark 0xca6c lookup 51820 proto kernel
        other            | 17: not from all fwmark 0xca6c lookup main proto kernel
        other            | 18: from all fwmark 0x1 lookup main proto kernel
        """);
  }

  @Test
  void ofTailscale() {
    expectRoles(
        """
        other            | 5190: from all iif docker0 lookup main
        tailscale-bypass | 5210: from all fwmark 0x80000/0xff0000 lookup main
        tailscale-bypass | 5230: from all fwmark 0x80000/0xff0000 lookup default
        tailscale-bypass | 5250: from all fwmark 0x80000/0xff0000 unreachable
        tailscale-lookup | 5270: from all lookup 52
        tailscale-lookup | 5271: not from all fwmark 0x80000/0xff0000 lookup 52
        tailscale-lookup | 5272: from all lookup 52 proto static
        """);
  }

  @Test
  void ofRulesThatOnlyLookLikeTailscales() {
    expectRoles(
        """
        other            | 1: from all to 100.64.0.0/10 lookup 52
        other            | 2: from 10.0.0.0/8 lookup 52
        other            | 3: from all iif eth0 lookup 52
        other            | 4: from all fwmark 0x80000/0xff0000 lookup 52
        other            | 5: not from all fwmark 0x80000 lookup 52
        other            | 6: not from all fwmark 0xca6c lookup 52
        other            | 7: not from all fwmark 0x80000/0xff0000 lookup 52 suppress_prefixlength 0
        other            | 8: from all lookup 52 suppress_prefixlength 0
        other            | 9: not from 10.0.0.0/8 fwmark 0x80000/0xff0000 lookup 52
        tailscale-lookup | 9: from all lookup 52
        other            | 10: from all lookup 53
        other            | 11: from all fwmark 0x80000 lookup main
        other            | 12: from all fwmark 0x80000/0xff0000 lookup local
        other            | 13: from all fwmark 0x80000/0xff0000 blackhole
        other            | 14: from all fwmark 0x80000/0xff0000 prohibit
        other            | 15: not from all fwmark 0x80000/0xff0000 unreachable
        other            | 16: from all fwmark 0x80000/0xff0000 goto 99
        other            | 17: from all fwmark 0x80000/0xff0000 iif eth0 lookup main
        """);
  }

  /** A user has replaced tailscaled's rule with rules for some packets. */
  @Test
  void ofNarrowLookupsWithoutAPlainOne() {
    expectRoles(
        """
        tailscale-lookup | 100: from all to 100.64.0.0/10 lookup 52
        tailscale-lookup | 150: from all iif lo lookup 52
        other            | 200: from all iif eth0 lookup 52
        other            | 210: from 192.0.2.0/24 lookup 52
        other            | 220: from all uidrange 1000-1000 lookup 52
        other            | 230: from all fwmark 0x1 lookup 52
        vpn-capture      | 300: not from all fwmark 0xca6c lookup 51820
        tailscale-lookup | 400: not from 10.0.0.0/8 lookup 52
        owned            | 500: from all to 10.42.0.0/16 lookup 52 proto 82
        """);
    expectRoles(
        """
        tailscale-lookup | 100: not from all fwmark 0xca6c lookup 52
        tailscale-lookup | 110: not from all fwmark 0x80000/0xff0000 lookup 52 suppress_prefixlength 0
        tailscale-lookup | 120: from all uidrange 0-60000 lookup 52
        other            | 130: from all ipproto udp lookup 52
        other            | 140: not from all uidrange 0-999 lookup 52
        """);
    expectRoles(
        """
        other            | 100: from all to 100.64.0.0/10 lookup 52
        tailscale-lookup | 5270: not from all fwmark 0x80000/0xff0000 lookup 52
        """);
  }

  @Test
  void ofLookupsOfATableThatIsNotTailscales() {
    String lookup = "5270: from all lookup 52\n";
    Scenario scenario =
        Scenario.ipv4(lookup)
            .withLink("tailscale0", Link.Kind.TUN)
            .withLink("eth0", Link.Kind.OTHER);
    assertEquals(Role.TAILSCALE_LOOKUP, roleOfFirst(scenario), "nothing is known");
    assertEquals(Role.TAILSCALE_LOOKUP, roleOfFirst(scenario.withTailscaleTable("", 0)));
    assertEquals(Role.OTHER, roleOfFirst(scenario.withTailscaleTable("", 0, 3)));
    assertEquals(Role.OTHER, roleOfFirst(scenario.withTailscaleTable("", 0, 2, 3)));
    assertEquals(Role.OTHER, roleOfFirst(scenario.withTailscaleTable("", 0, 0)), "no single link");
    Scenario openVpn = scenario.withLink("tun0", Link.Kind.TUN);
    assertEquals(Role.OTHER, roleOfFirst(openVpn.withTailscaleTable("", 0, 4)));
    // They may be tailscaled's first routes.
    assertEquals(Role.TAILSCALE_LOOKUP, roleOfFirst(scenario.withTailscaleTable("", 0, 2)));
    assertEquals(
        Role.TAILSCALE_LOOKUP, roleOfFirst(scenario.withTailscaleTable("100.64.0.7", 2, 3)));
    Scenario named = scenario.withTailscaleTable("", 0, 3).withTailscaleInterface("tailscale0");
    assertEquals(Role.TAILSCALE_LOOKUP, roleOfFirst(named));
  }

  @Test
  void ofAPair() {
    expectRoles(
        """
        vpn-suppress     | 5208: from all lookup main suppress_prefixlength 0
        vpn-capture      | 5209: not from all fwmark 0xca6c lookup 51820
        """);
  }

  /** NordVPN adds such a pair, unless its LAN discovery is on. */
  @Test
  void ofAPairWithAnInterfaceGroup() {
    expectRoles(
        """
        vpn-suppress     | 5208: from all lookup main suppress_prefixlength 0 suppress_ifgroup 57841
        vpn-capture      | 5209: not from all fwmark 0xe1f1 lookup 51820
        other            | 5210: from all lookup main suppress_prefixlength 0 suppress_ifgroup 57841
        """);
  }

  /** Such a rule finds no default route, so it captures nothing. */
  @Test
  void ofACaptureThatSuppressesItsDefaultRoute() {
    expectRoles(
        """
        other            | 5209: not from all fwmark 0xca6c lookup 51820 suppress_prefixlength 0
        """);
  }

  @Test
  void ofRulesThatOnlyLookLikeACapture() {
    expectRoles(
        """
        other            | 1: from all fwmark 0xca6c lookup 51820
        other            | 2: from all lookup 51820
        other            | 3: not from all fwmark 0xca6c lookup 51821
        other            | 4: not from all fwmark 0xca6c lookup main
        other            | 5: not from all fwmark 0xca6c unreachable
        other            | 6: not from all fwmark 0xca6c iif eth0 lookup 51820
        other            | 7: not from 10.0.0.0/8 fwmark 0xca6c lookup 51820
        other            | 8: not from all to 10.0.0.0/8 lookup 51820
        other            | 9: not from all fwmark 0xca6c uidrange 0-0 lookup 51820
        vpn-capture      | 10: not from all fwmark 0xca6c/0xffff lookup 51820
        vpn-capture      | 11: not from all fwmark 0x1234 lookup 51820
        """);
  }

  @Test
  void ofRulesThatOnlyLookLikeASuppressRule() {
    expectRoles(
        """
        other            | 1: from all lookup main suppress_prefixlength 1
        other            | 2: from all lookup default suppress_prefixlength 0
        other            | 3: from 10.0.0.0/8 lookup main suppress_prefixlength 0
        other            | 4: not from all fwmark 0x1 lookup main suppress_prefixlength 0
        other            | 5: from all lookup main suppress_ifgroup 2
        kernel           | 6: from all lookup main
        vpn-capture      | 7: not from all fwmark 0xca6c lookup 51820
        """);
  }

  @Test
  void ofSuppressRulesByTheirPlace() {
    expectRoles(
        """
        vpn-suppress     | 10: from all lookup main suppress_prefixlength 0 # one lower
        other            | 11: from 10.1.0.0/16 lookup 77
        vpn-capture      | 11: not from all fwmark 0x1 lookup 51820
        other            | 20: from all lookup main suppress_prefixlength 0 # neither next nor one lower
        other            | 21: from 10.2.0.0/16 lookup 77
        vpn-capture      | 22: not from all fwmark 0x2 lookup 51820
        vpn-suppress     | 30: from all lookup main suppress_prefixlength 0 # Tailscale's between
        tailscale-lookup | 31: from all lookup 52
        vpn-capture      | 32: not from all fwmark 0x3 lookup 51820
        other            | 40: from all lookup main suppress_prefixlength 0 # nothing behind
        """);
  }

  @Test
  void ofSuppressRulesOnePerCapture() {
    expectRoles(
        """
        vpn-suppress     | 5206: from all lookup main suppress_prefixlength 0
        vpn-suppress     | 5206: from all lookup main suppress_prefixlength 0 proto boot
        vpn-capture      | 5207: not from all fwmark 0x1 lookup 51820
        vpn-capture      | 5209: not from all fwmark 0x2 lookup 51820
        """);
    expectRoles(
        """
        other            | 5205: from all lookup main suppress_prefixlength 0 proto boot
        vpn-suppress     | 5206: from all lookup main suppress_prefixlength 0
        vpn-capture      | 5207: not from all fwmark 0x1 lookup 51820
        """);
  }

  /** One belongs to a tunnel without a default route so far, the other to NetBird's capture. */
  @Test
  void ofSuppressRulesThatBelongToAnUnknownCapture() {
    expectRoles(
        """
        other            | 5206: from all lookup main suppress_prefixlength 0
        vpn-suppress     | 5207: from all lookup main suppress_prefixlength 0
        vpn-capture      | 5208: not from all fwmark 0xca6c lookup 51820
        other            | 5209: not from all fwmark 0xca6d lookup 51821
        """);
    expectRoles(
        """
        other            | 105: from all lookup main suppress_prefixlength 0
        other            | 110: not from all fwmark 0x1bd00 lookup 7120
        vpn-capture      | 5209: not from all fwmark 0xca6c lookup 51820
        """);
  }

  @Test
  void byTheDefaultRouteOfATable() {
    String capture = "5209: not from all fwmark 0x1234 lookup 4660\n";
    Scenario scenario = Scenario.ipv4(capture);
    assertEquals(Role.OTHER, roleOfFirst(scenario));
    assertEquals(Role.VPN_CAPTURE, roleBehind(scenario, "wg0", Link.Kind.WIREGUARD));
    assertEquals(Role.VPN_CAPTURE, roleBehind(scenario, "tun0", Link.Kind.TUN));
    assertEquals(Role.OTHER, roleBehind(scenario, "tailscale0", Link.Kind.TUN));
    assertEquals(Role.OTHER, roleBehind(scenario, "eth0", Link.Kind.OTHER));
    // A WireGuard link may have any name.
    assertEquals(Role.VPN_CAPTURE, roleBehind(scenario, "tailscale0", Link.Kind.WIREGUARD));
  }

  @Test
  void byTheKindOfTheLink() {
    Scenario scenario = Scenario.ipv4("5209: not from all fwmark 0x1234 lookup 4660\n");
    for (Link.Kind kind : Link.Kind.values()) {
      Role expected = kind == Link.Kind.OTHER ? Role.OTHER : Role.VPN_CAPTURE;
      assertEquals(expected, roleBehind(scenario, "vpn0", kind), kind.toString());
    }
  }

  @Test
  void notByAnUplink() {
    Scenario scenario = Scenario.ipv4("5209: not from all fwmark 0x1234 lookup 4660\n");
    for (Link.Kind kind : Link.Kind.values()) {
      Scenario uplink = scenario.withDefaultRoute(4660, "ppp0", kind).withUplink(2);
      assertEquals(Role.OTHER, roleOfFirst(uplink), kind.toString());
    }
  }

  /** Unraid's link is tailscale1; with an exit node its table has a default route. */
  @Test
  void notByTailscalesLinkWhateverItsName() {
    Scenario scenario =
        Scenario.ipv4("5209: not from all fwmark 0x1234 lookup 4660\n")
            .withDefaultRoute(4660, "tailscale1", Link.Kind.TUN);
    assertEquals(Role.VPN_CAPTURE, roleOfFirst(scenario));
    assertEquals(Role.OTHER, roleOfFirst(scenario.withTailscaleTable("100.64.0.7", 2, 3)));
    assertEquals(Role.OTHER, roleOfFirst(scenario.withTailscaleInterface("tailscale1")));
    assertEquals(
        Role.VPN_CAPTURE,
        roleBehind(
            Scenario.ipv4("5209: not from all fwmark 0x1234 lookup 4660\n")
                .withTailscaleTable("100.64.0.7", 9),
            "tailscale0",
            Link.Kind.TUN),
        "the tailnet's routes leave by another link");
  }

  @Test
  void byTheDefaultRouteOfTheOtherFamilyToo() {
    Scenario scenario = Scenario.ipv4("5209: not from all fwmark 0x1234 lookup 4660\n");
    assertEquals(
        Role.VPN_CAPTURE,
        roleOfFirst(scenario.withDefaultRoute(Family.IPV6, 4660, "wg0", Link.Kind.WIREGUARD)));
  }

  @Test
  void notByADefaultRouteThatLeavesByNoLink() {
    Scenario scenario = Scenario.ipv4("5209: not from all fwmark 0x1234 lookup 4660\n");
    Scenario unreachable =
        new Scenario(
            Family.IPV4,
            scenario.rules(),
            List.of(new Link(2, "wg0", Link.Kind.WIREGUARD)),
            List.of(new DefaultRoute(Family.IPV4, 4660, 0)),
            Policy.DEFAULT,
            SavedState.NONE,
            Tailnet.UNKNOWN,
            Set.of());
    assertEquals(Role.OTHER, roleOfFirst(unreachable));
  }

  @Test
  void ofMullvadsApp() {
    Scenario scenario =
        Scenario.ipv4("5209: not from all fwmark 0x6d6f6c65 lookup 1836018789\n")
            .withDefaultRoute(1836018789, "wg0-mullvad", Link.Kind.WIREGUARD);
    assertEquals(Role.VPN_CAPTURE, roleOfFirst(scenario));
  }

  @Test
  void ofNetBirdThatIsIgnored() {
    Scenario byBoth =
        Scenario.ipv4("110: not from all fwmark 0x1bd00 lookup 7120\n")
            .withDefaultRoute(7120, "wt0", Link.Kind.WIREGUARD);
    assertEquals(Role.OTHER, roleOfFirst(byBoth));
    Scenario byMark = Scenario.ipv4("110: not from all fwmark 0x1bd00 lookup 51820\n");
    assertEquals(Role.OTHER, roleOfFirst(byMark));
    Scenario byTable =
        Scenario.ipv4("110: not from all fwmark 0xca6c lookup 7120\n")
            .withDefaultRoute(7120, "wt0", Link.Kind.WIREGUARD);
    assertEquals(Role.OTHER, roleOfFirst(byTable));
    Policy.Vpn ignoringNothing =
        new Policy.Vpn(Set.of(), Set.of(), Policy.Vpn.DEFAULT.priorities());
    assertEquals(Role.VPN_CAPTURE, roleOfFirst(byBoth.with(ignoringNothing)));
  }

  private static Role roleBehind(Scenario scenario, String name, Link.Kind kind) {
    return roleOfFirst(scenario.withDefaultRoute(4660, name, kind));
  }

  private static Role roleOfFirst(Scenario scenario) {
    return scenario.ladder().entries().getFirst().role();
  }

  private static void expectRoles(String expected) {
    StringBuilder listing = new StringBuilder();
    StringBuilder roles = new StringBuilder();
    for (String line : expected.lines().toList()) {
      String[] parts = line.split("\\|", 2);
      roles.append(parts[0].strip()).append('\n');
      listing.append(parts[1]).append('\n');
    }
    StringBuilder actual = new StringBuilder();
    for (Ladder.Entry entry : Scenario.ipv4(listing.toString()).ladder().entries()) {
      actual.append(entry.role().text()).append('\n');
    }
    assertEquals(roles.toString(), actual.toString());
  }
}
