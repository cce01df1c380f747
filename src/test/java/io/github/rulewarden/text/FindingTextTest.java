package io.github.rulewarden.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.api.Finding;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.PlainRoute;
import io.github.rulewarden.fib.Prefix;
import io.github.rulewarden.fib.Prefixes;
import io.github.rulewarden.fib.Range;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.fib.Tailnet;
import io.github.rulewarden.fib.TailnetRoutes;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.diagnosis.RuleDiagnostics;
import io.github.rulewarden.policy.diagnosis.RuleFinding;
import io.github.rulewarden.policy.plan.Plan;
import io.github.rulewarden.policy.plan.Refusal;
import io.github.rulewarden.policy.planner.Planner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Specifies the texts of findings about rules. */
class FindingTextTest {
  private static final String INVERTED =
      """
      0: from all lookup local
      5208: from all lookup main suppress_prefixlength 0
      5209: not from all fwmark 0xca6c lookup 51820
      5270: from all lookup 52
      32766: from all lookup main
      """;
  private static final String RIGHT =
      """
      0: from all lookup local
      5270: from all lookup 52
      5398: from all lookup main suppress_prefixlength 0
      5399: not from all fwmark 0xca6c lookup 51820
      32766: from all lookup main
      """;
  private static final String NO_VPN =
      """
      0: from all lookup local
      5270: from all lookup 52
      32766: from all lookup main
      """;
  private static final Link TAILSCALE = new Link(3, "tailscale0", Link.Kind.TUN);
  private static final Link WG0 = new Link(4, "wg0", Link.Kind.WIREGUARD, Link.Condition.DOWN);
  private static final Prefix PEER = Prefixes.parse("100.64.0.7");

  @Test
  void theRightOrderHasNoFindings() {
    expect(RIGHT, "");
  }

  @Test
  void withoutTailscale() {
    expect(
        "32766: from all lookup main",
        """
        info no-tailscale: no rule looks up Tailscale's table 52, and there is no tailscale0
          fix: start tailscaled, or set tailscale.table or tailscale.interface if it uses others
        """);
    expect(
        "32766: from all lookup main",
        List.of(TAILSCALE),
        """
        info no-tailscale: no rule looks up Tailscale's table 52, although tailscale0 is there
          fix: restart tailscaled to add its rules again, or set tailscale.table if it uses another
        """);
  }

  @Test
  void aLookupForSomePacketsIsNamed() {
    expect(
        "5270: from all uidrange 1000-1000 lookup 52",
        List.of(TAILSCALE),
        """
        info no-tailscale: `5270: from all uidrange 1000-1000 lookup 52` looks up Tailscale's table for some packets only, and no rule does so for all
          fix: restart tailscaled to add its rules again
        """);
    expect(
        "5270: from all iif eth0 lookup 52",
        """
        info no-tailscale: `5270: from all iif eth0 lookup 52` looks up Tailscale's table for some packets only, and no rule does so for all
          fix: start tailscaled to add its rules again
        """);
  }

  /** Tailscale's link has {@code disable_ipv6} in the other family. */
  @Test
  void aFamilyThatTailscaleDoesNotUse() {
    TailnetRoutes used =
        new TailnetRoutes(
            Family.IPV6, 52, List.of(Prefixes.parse("fd7a:115c:a1e0::7")), Set.of(3), Set.of());
    TailnetRoutes unused = new TailnetRoutes(Family.IPV4, 52, List.of(), Set.of(), Set.of());
    Snapshot snapshot =
        new Snapshot(
            Listing.parse("32766: from all lookup main"), List.of(), List.of(), List.of(TAILSCALE));
    expect(
        snapshot.with(new Tailnet(List.of(unused, used), List.of())),
        """
        info no-tailscale: Tailscale does not use IPv4 here: its table 52 has no IPv4 route to a peer, and no IPv4 rule looks it up
        """);
  }

  @Test
  void tailscaleIsNotConnected() {
    expect(
        RIGHT,
        List.of(),
        """
        info no-tailscale: Tailscale is not running: its rules are there, but there is no tailscale0
          fix: start tailscaled
        info stale: `5399: not from all fwmark 0xca6c lookup 51820` may be left over from a VPN that is gone: its table 51820 has no default route
          fix: start its tunnel; if the tunnel is gone for good and `ip -4 route show table 51820` is empty, remove the rule: ip -4 rule del priority 5399 not from all fwmark 0xca6c lookup 51820
        """);
    Link down = new Link(3, "tailscale0", Link.Kind.TUN, Link.Condition.DOWN);
    TailnetRoutes empty = new TailnetRoutes(Family.IPV4, 52, List.of(), Set.of(), Set.of());
    Snapshot snapshot =
        new Snapshot(Listing.parse(RIGHT), List.of(), List.of(), List.of(down, WG0));
    expect(
        snapshot.with(new Tailnet(List.of(empty), List.of())),
        """
        info no-tailscale: Tailscale is not connected: tailscale0 is down and its table 52 is empty
          fix: connect with `tailscale up`, or restart tailscaled
        """);
  }

  @Test
  void anUnreachableTailnetIsAnErrorInAnyOrder() {
    PlainRoute toEth0 = new PlainRoute(PEER.address(), new PlainRoute.LeavesBy(2, 254, 0));
    expect(
        tailnet("100: from all lookup main\n" + NO_VPN, toEth0),
        """
        info no-vpn: no VPN rule was recognised
        error tailnet-unreachable: `100: from all lookup main` sends packets to the peer 100.64.0.7 of the tailnet out through eth0
          fix: move that rule behind Tailscale's lookup at 5270, or remove it
        """);
    expect(
        tailnet("32766: from all lookup main\n", toEth0),
        """
        error tailnet-unreachable: the kernel sends packets to the peer 100.64.0.7 of the tailnet out through eth0
          fix: restart tailscaled to add its rules again: no rule looks up Tailscale's table for all packets to 100.64.0.7
        """);
    PlainRoute toWg0 = new PlainRoute(PEER.address(), new PlainRoute.LeavesBy(4, 51820, 0));
    expect(
        tailnet("5270: from all to 100.64.1.0/24 lookup 52\n32766: from all lookup main\n", toWg0),
        """
        info no-vpn: no VPN rule was recognised
        error tailnet-unreachable: the kernel sends packets to the peer 100.64.0.7 of the tailnet out through link 4
          fix: restart tailscaled to add its rules again: no rule looks up Tailscale's table for all packets to 100.64.0.7
        """);
    PlainRoute refused =
        new PlainRoute(PEER.address(), new PlainRoute.Refused(PlainRoute.Refusal.ROUTE));
    expect(
        tailnet(NO_VPN, refused),
        """
        info no-vpn: no VPN rule was recognised
        error tailnet-unreachable: the kernel has no route for packets to the peer 100.64.0.7 of the tailnet, or one that rejects them
          fix: look for the cause with `ip -4 rule` and `ip -4 route show table all match 100.64.0.7`
        """);
  }

  private static Snapshot tailnet(String listing, PlainRoute answer) {
    TailnetRoutes table = new TailnetRoutes(Family.IPV4, 52, List.of(PEER), Set.of(3), Set.of());
    return new Snapshot(
        Listing.parse(Family.IPV4, listing),
        List.of(),
        List.of(),
        List.of(TAILSCALE, new Link(2, "eth0", Link.Kind.OTHER)),
        Set.of(),
        Set.of(),
        new Tailnet(List.of(table), List.of(answer)));
  }

  /** Scenario 31. */
  @Test
  void withoutPolicyRouting() {
    expect(
        new Snapshot(
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Set.of(),
            Set.of(Family.IPV4),
            Tailnet.UNKNOWN),
        "info no-policy-routing: this kernel has no policy routing for IPv4\n");
  }

  @Test
  void withoutVpn() {
    expect(NO_VPN, "info no-vpn: no VPN rule was recognised\n");
  }

  @Test
  void inverted() {
    expect(
        INVERTED,
        """
        error inverted: rules of the VPN stand ahead of Tailscale's lookup at 5270: 5208, 5209
          fix: rulewarden repair
        """);
  }

  /** A twin of the pair's capture: the pair's suppress rule keeps the LAN out of both. */
  @Test
  void aCaptureBehindAPairTakesNoLanTraffic() {
    expect(
        RIGHT.replace(
            "32766: from all lookup main",
            "6000: not from all fwmark 0x1234 lookup 51820\n32766: from all lookup main"),
        "");
  }

  @Test
  void aCaptureAloneTakesLanTraffic() {
    expect(
        """
        5209: not from all fwmark 0xca6c lookup 51820
        5270: from all lookup 52
        """,
        """
        error inverted: a rule of the VPN stands ahead of Tailscale's lookup at 5270: 5209
          fix: rulewarden repair
        info no-companion: `5209: not from all fwmark 0xca6c lookup 51820` has no `lookup main suppress_prefixlength 0` ahead of it: it takes the LAN's traffic too
          fix: restart the tunnel if this is not intended
        """);
  }

  @Test
  void overtakenRules() {
    expect(
        """
        5208: from all lookup main suppress_prefixlength 0
        5209: not from all fwmark 0xca6c lookup 51820
        5210: from 10.0.0.0/8 lookup 77
        5270: from all lookup 52
        """,
        """
        error inverted: rules of the VPN stand ahead of Tailscale's lookup at 5270: 5208, 5209
          fix: rulewarden repair
        info overtaken: after the repair `5210: from 10.0.0.0/8 lookup 77` will be evaluated before the VPN's rules
        """);
  }

  /** A {@code nop} and a rule for a link that does not exist take no traffic. */
  @Test
  void overtakenRulesWithoutEffectAreNotListed() {
    expect(
        """
        5204: from all lookup main suppress_prefixlength 0
        5205: not from all fwmark 0xca6c lookup 51820
        5206: from all nop
        5207: from all iif gone0 lookup 77
        5208: from all oif gone0 lookup 77
        5270: from all lookup 52
        """,
        """
        error inverted: rules of the VPN stand ahead of Tailscale's lookup at 5270: 5204, 5205
          fix: rulewarden repair
        """);
  }

  @Test
  void refusals() {
    expect(
        """
        5208: from all lookup main suppress_prefixlength 0
        5209: from all fwmark 0xca6c lookup 51820
        5209: not from all fwmark 0xca6c lookup 51820
        5270: from all lookup 52
        """,
        """
        error inverted: rules of the VPN stand ahead of Tailscale's lookup at 5270: 5208, 5209
          fix: see why the repair is refused
        error refused: `5209: not from all fwmark 0xca6c lookup 51820` stays: deleting it would delete its twin `5209: from all fwmark 0xca6c lookup 51820`, which stands ahead of it
          fix: remove what is in the way, then rulewarden repair
        """);
  }

  @Test
  void theRemedyOfAFullRangeIsAWiderOne() {
    Refusal refusal =
        new Refusal(
            Listing.rule(Family.IPV4, "5209: not from all fwmark 0xca6c lookup 51820"),
            new Refusal.Reason.RangeIsFull(new Range(5300, 5301)));
    Finding finding = FindingText.of(Scope.OWN.of(Family.IPV4), new RuleFinding.Refused(refusal));
    assertEquals(
        "`5209: not from all fwmark 0xca6c lookup 51820` stays: there are not enough pairs of"
            + " neighbouring free priorities in 5300-5301; widen vpn.priorities",
        finding.text());
    assertEquals(
        "widen vpn.priorities and run `systemctl reload rulewarden`, then rulewarden repair",
        finding.fix().text());
  }

  /** Scenario 14. */
  @Test
  void aTunnelThatWasDeletedLeavesItsRulesBehind() {
    expect(
        RIGHT + "6000: not from all fwmark 0x1234 lookup 4660\n",
        List.of(TAILSCALE),
        """
        info stale: `5399: not from all fwmark 0xca6c lookup 51820` may be left over from a VPN that is gone: its table 51820 has no default route
          fix: start its tunnel; if the tunnel is gone for good and `ip -4 route show table 51820` is empty, remove the rule: ip -4 rule del priority 5399 not from all fwmark 0xca6c lookup 51820
        info stale: `6000: not from all fwmark 0x1234 lookup 4660` may be left over from a VPN that is gone: its table 4660 has no default route
          fix: start its tunnel; if the tunnel is gone for good and `ip -4 route show table 4660` is empty, remove the rule: ip -4 rule del priority 6000 not from all fwmark 0x1234 lookup 4660
        """);
  }

  @Test
  void aStaleCaptureTakesNoLanTraffic() {
    expect(
        "5270: from all lookup 52\n6000: not from all fwmark 0xca6c lookup 51820\n",
        List.of(TAILSCALE),
        """
        info stale: `6000: not from all fwmark 0xca6c lookup 51820` may be left over from a VPN that is gone: its table 51820 has no default route
          fix: start its tunnel; if the tunnel is gone for good and `ip -4 route show table 51820` is empty, remove the rule: ip -4 rule del priority 6000 not from all fwmark 0xca6c lookup 51820
        """);
  }

  /** Without the namespace's name the command would delete a rule of the host. */
  @Test
  void fixesForAnotherNamespaceNameIt() {
    Snapshot snapshot =
        new Snapshot(
            Listing.parse("6000: not from all fwmark 0xca6c lookup 51820\n"),
            List.of(),
            List.of(),
            List.of());
    Ladder ladder = Ladder.of(snapshot, Family.IPV4, Policy.DEFAULT);
    Plan plan = Planner.plan(ladder, Policy.DEFAULT);

    List<String> fixes = new ArrayList<>();
    for (Finding finding :
        FindingText.of(
            Scope.named("mullvad").of(Family.IPV4),
            RuleDiagnostics.of(ladder, plan, snapshot, Policy.DEFAULT))) {
      fixes.add(finding.fix().text());
    }

    assertTrue(
        fixes.contains(
            "start its tunnel; if the tunnel is gone for good and `ip -n mullvad -4 route show table"
                + " 51820` is empty, remove the rule: ip -n mullvad -4 rule del priority 6000 not"
                + " from all fwmark 0xca6c lookup 51820"),
        fixes::toString);
  }

  /** Expects these findings on a host that has Tailscale's link only if there is a lookup. */
  private static void expect(String listing, String findings) {
    expect(
        listing,
        listing.contains("from all lookup 52") ? List.of(TAILSCALE, WG0) : List.of(WG0),
        findings);
  }

  private static void expect(String listing, List<Link> links, String findings) {
    expect(new Snapshot(Listing.parse(listing), List.of(), List.of(), links), findings);
  }

  private static void expect(Snapshot snapshot, String findings) {
    Ladder ladder = Ladder.of(snapshot, Family.IPV4, Policy.DEFAULT);
    StringBuilder actual = new StringBuilder();
    for (Finding finding :
        FindingText.of(
            Scope.OWN.of(Family.IPV4),
            RuleDiagnostics.of(
                ladder, Planner.plan(ladder, Policy.DEFAULT), snapshot, Policy.DEFAULT))) {
      assertEquals(Family.IPV4, finding.family());
      actual.append(finding.severity().text()).append(' ').append(finding.code().text());
      actual.append(": ").append(finding.text()).append('\n');
      if (!finding.fix().text().isEmpty()) {
        actual.append("  fix: ").append(finding.fix().text()).append('\n');
      }
    }
    assertEquals(findings, actual.toString());
  }
}
