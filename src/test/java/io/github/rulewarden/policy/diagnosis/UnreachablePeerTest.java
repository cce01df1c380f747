package io.github.rulewarden.policy.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.fib.Address;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.PlainRoute;
import io.github.rulewarden.fib.PlainRoute.Refusal;
import io.github.rulewarden.fib.Prefixes;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.fib.Tailnet;
import io.github.rulewarden.fib.TailnetRoutes;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.classify.Ladder;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Specifies which rule is identified as the cause if a packet to 100.64.0.7 does not reach the
 * tailnet.
 */
class UnreachablePeerTest {
  private static final Address PEER = Prefixes.parse("100.64.0.7").address();
  private static final int ETH0 = 2;
  private static final int TAILSCALE0 = 3;

  private static final String BEHIND =
      """
      5270: from all lookup 52
      32766: from all lookup main
      """;

  @Test
  void aPacketThroughTailscalesLinkIsNoDetour() {
    assertEquals(Optional.empty(), detour(BEHIND, leavesBy(TAILSCALE0, 52, 32)));
  }

  @Test
  void onePeerOfSeveralIsEnough() {
    PlainRoute good = leavesBy(TAILSCALE0, 52, 32).getFirst();
    Address other = Prefixes.parse("100.64.0.8").address();
    PlainRoute bad = new PlainRoute(other, new PlainRoute.LeavesBy(ETH0, 254, 0));
    String rule = "100: from all to 100.64.0.8 lookup main\n";
    UnreachablePeer found = detour(rule + BEHIND, List.of(good, bad)).orElseThrow();
    assertEquals(other, found.peer());
    assertEquals(
        cause("100: from all to 100.64.0.8 lookup main"), found.rule().map(Rule::toString));
  }

  @Test
  void withoutAnAnswerThereIsNoDetour() {
    assertEquals(Optional.empty(), detour(BEHIND, List.of()));
  }

  @Test
  void aPlainLookupIsTheCause() {
    expectCause("100: from all lookup main", leavesBy(ETH0, 254, 0));
    expectCause("100: from all lookup 200", leavesBy(ETH0, 200, 8));
  }

  /** PIA's rule accepts only routes of main that are longer than one bit. */
  @Test
  void aRuleThatSuppressesTheRouteIsNotTheCause() {
    String rules =
        """
        50: from all lookup main suppress_prefixlength 1
        2500: from all lookup main
        """;
    assertEquals(cause("2500: from all lookup main"), rule(rules, leavesBy(ETH0, 254, 0)));
    assertEquals(
        cause("50: from all lookup main suppress_prefixlength 1"),
        rule(rules, leavesBy(ETH0, 254, 10)));
  }

  @Test
  void onlyMatchingRulesAreTheCause() {
    String rules =
        """
        1: from 10.0.0.0/8 lookup 200
        2: from all to 10.0.0.0/8 lookup 200
        3: from all fwmark 0x1 lookup 200
        4: from all iif eth0 lookup 200
        5: from all oif eth0 lookup 200
        6: from all uidrange 1000-1999 lookup 200
        7: from all ipproto tcp lookup 200
        8: from all dport 53 lookup 200
        9: not from all fwmark 0/0xff lookup 200
        """;
    for (String rule :
        List.of(
            "10: from all iif lo lookup 200",
            "10: from all uidrange 0-0 lookup 200",
            "10: from all to 100.64.0.0/10 lookup 200",
            "10: from all fwmark 0/0xff lookup 200",
            "10: not from all fwmark 0x1 lookup 200",
            "10: not from 10.0.0.0/8 lookup 200")) {
      assertEquals(cause(rule), rule(rules + rule + "\n", leavesBy(ETH0, 200, 0)), rule);
    }
    assertEquals(Optional.empty(), rule(rules, leavesBy(ETH0, 200, 0)));
  }

  @Test
  void aRuleThatRejectsLikeTheKernelIsTheCause() {
    expectCause("100: from all unreachable", refused(Refusal.NO_ROUTE_OR_RULE));
    expectCause("100: from all prohibit", refused(Refusal.PROHIBIT));
    expectCause("100: from all blackhole", refused(Refusal.BLACKHOLE));
    String other = "100: from all to 10.0.0.0/8 blackhole\n";
    assertEquals(Optional.empty(), rule(other, refused(Refusal.BLACKHOLE)));
    String prohibiting = "100: from all prohibit\n";
    assertEquals(Optional.empty(), rule(prohibiting, refused(Refusal.ROUTE)));
    assertEquals(Optional.empty(), rule(prohibiting, refused(Refusal.NO_ROUTE_OR_RULE)));
  }

  @Test
  void aRuleInTheRightPlaceIsNotTheCause() {
    assertEquals(Optional.empty(), rule("", leavesBy(ETH0, 254, 0)), "main's own rule");
    String behind = "5270: from all lookup 52\n6000: from all prohibit\n";
    assertEquals(
        Optional.empty(),
        detour(behind, refused(Refusal.PROHIBIT)).orElseThrow().rule(),
        "behind the lookup");
  }

  @Test
  void aGotoThatLeadsPastTheLookupIsTheCause() {
    for (String rules :
        List.of(
            "100: from all goto 32766",
            "100: from all goto 32766\n200: from all lookup main",
            "100: from all goto 200\n200: from all goto 32766")) {
      boolean isChain = rules.endsWith("200: from all goto 32766");
      assertEquals(
          cause(isChain ? "200: from all goto 32766" : "100: from all goto 32766"),
          rule(rules + "\n", leavesBy(ETH0, 254, 0)),
          rules);
    }
  }

  @Test
  void aGotoThatStaysAheadOfTheLookupIsNotTheCause() {
    String rules =
        """
        100: from all goto 300
        200: from all lookup main
        300: from all to 100.64.0.0/10 lookup main
        """;
    assertEquals(
        cause("300: from all to 100.64.0.0/10 lookup main"), rule(rules, leavesBy(ETH0, 254, 0)));
  }

  /** The kernel skips such a rule. */
  @Test
  void aGotoWithoutATargetIsNotTheCause() {
    String rules =
        """
        100: from all goto 150
        200: from all lookup main
        """;
    assertEquals(cause("200: from all lookup main"), rule(rules, leavesBy(ETH0, 254, 0)));
  }

  /** It is not known which links belong to the group. */
  @Test
  void aRuleThatMaySuppressTheLinkIsNotCertain() {
    String rules =
        """
        100: from all lookup main suppress_ifgroup 7
        200: from all lookup main
        """;
    assertEquals(Optional.empty(), rule(rules, leavesBy(ETH0, 254, 0)));
  }

  /** Roles that Rulewarden does not order can be the cause, too. */
  @Test
  void ofTheRolesOnlyTheVpnsAndTailscalesAreNotTheCause() {
    expectCause("100: from all to 100.64.0.0/10 lookup main proto 82", leavesBy(ETH0, 254, 0));
    String moved = "100: from all lookup main\n5270: from all lookup 52\n";
    assertEquals(
        cause("100: from all lookup main"),
        detour(moved, leavesBy(ETH0, 254, 0)).orElseThrow().rule().map(Object::toString));
    String local = "0: from all lookup local\n";
    assertEquals(Optional.empty(), rule(local, leavesBy(ETH0, 255, 10)));
  }

  @Test
  void aRejectingRuleIsNotTheCauseIfARouteMayHaveRejected() {
    String rules =
        """
        100: from all lookup main suppress_prefixlength 0
        200: from all prohibit
        """;
    assertEquals(Optional.empty(), rule(rules, refused(Refusal.PROHIBIT)));
  }

  @Test
  void theLinkIsNamed() {
    assertEquals(Optional.of("eth0"), detour(BEHIND, leavesBy(ETH0, 254, 0)).orElseThrow().link());
    assertEquals(Optional.of("link 99"), detour(BEHIND, leavesBy(99, 254, 0)).orElseThrow().link());
    assertEquals(Optional.empty(), detour(BEHIND, refused(Refusal.ROUTE)).orElseThrow().link());
  }

  private static void expectCause(String rule, List<PlainRoute> answer) {
    assertEquals(cause(rule), rule(rule + "\n", answer));
  }

  private static Optional<String> cause(String rule) {
    return Optional.of(rule);
  }

  private static Optional<String> rule(String ahead, List<PlainRoute> answer) {
    return detour(ahead + BEHIND, answer).orElseThrow().rule().map(Object::toString);
  }

  private static Optional<UnreachablePeer> detour(String listing, List<PlainRoute> answer) {
    TailnetRoutes table =
        new TailnetRoutes(
            Family.IPV4, 52, List.of(Prefixes.parse("100.64.0.7")), Set.of(TAILSCALE0), Set.of());
    Snapshot snapshot =
        new Snapshot(
            Listing.parse(Family.IPV4, listing),
            List.of(),
            List.of(),
            List.of(
                new Link(ETH0, "eth0", Link.Kind.OTHER),
                new Link(TAILSCALE0, "tailscale0", Link.Kind.TUN)),
            Set.of(),
            Set.of(),
            new Tailnet(List.of(table), answer));
    Ladder ladder = Ladder.of(snapshot, Family.IPV4, Policy.DEFAULT);
    return UnreachablePeer.of(ladder, snapshot, Policy.DEFAULT);
  }

  private static List<PlainRoute> leavesBy(int link, long table, int length) {
    return List.of(new PlainRoute(PEER, new PlainRoute.LeavesBy(link, table, length)));
  }

  private static List<PlainRoute> refused(Refusal refusal) {
    return List.of(new PlainRoute(PEER, new PlainRoute.Refused(refusal)));
  }
}
