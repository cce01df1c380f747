package io.github.rulewarden.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.api.State;
import io.github.rulewarden.fib.Address;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.PeerRoute;
import io.github.rulewarden.fib.Prefixes;
import io.github.rulewarden.fib.TailnetRoutes;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.Strategy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The status when no repair is needed. */
class ReconcilerStatusTest {
  private static final String NO_TAILSCALE =
      """
      0: from all lookup local
      5208: from all lookup main suppress_prefixlength 0
      5209: not from all fwmark 0xca6c lookup 51820
      32766: from all lookup main
      """;

  private static final Link ETH0 = new Link(2, "eth0", Link.Kind.OTHER);
  private static final Address PEER_ADDRESS = Prefixes.parse("100.64.0.7").address();
  private static final TailnetRoutes PEER =
      new TailnetRoutes(
          Family.IPV4, 52, Optional.of(Prefixes.parse("100.64.0.7")), Set.of(3), Set.of());

  @Test
  void withoutTailscaleItIsIdle() {
    FakeTable table = FakeTable.of(NO_TAILSCALE, FakeTable.NO_VPN);
    table.links(FakeTable.WG0);
    ReconcilerFixture fixture = afterOneRound(table);
    assertEquals(State.IDLE, fixture.state(Family.IPV4));
    assertEquals(
        "Tailscale is not running here: no rule looks up its table 52.",
        fixture.reason(Family.IPV4));
  }

  @Test
  void withoutTailscalesRulesItIsIdleThoughItsLinkIsThere() {
    ReconcilerFixture fixture = afterOneRound(NO_TAILSCALE, FakeTable.NO_VPN);
    assertEquals(State.IDLE, fixture.state(Family.IPV4));
    assertEquals(
        "No rule looks up Tailscale's table 52, although tailscale0 is there. Restart"
            + " tailscaled to add its rules again.",
        fixture.reason(Family.IPV4));
  }

  @Test
  void aTableOfAnotherProgramIsNotTailscales() {
    FakeTable table = FakeTable.of(FakeTable.INVERTED, FakeTable.NO_VPN);
    table.tailnet(new TailnetRoutes(Family.IPV4, 52, Optional.empty(), Set.of(), Set.of(2)));
    table.links(ETH0, FakeTable.TAILSCALE, FakeTable.WG0);
    ReconcilerFixture fixture = afterOneRound(table);
    assertEquals(FakeTable.INVERTED, table.listing(Family.IPV4));
    assertEquals(State.IDLE, fixture.reconciler.report().status().state());
    assertEquals(
        "Table 52 does not look like Tailscale's: it has routes, but none to a tailnet address. Set"
            + " tailscale.table if tailscaled uses another table, or tailscale.interface if it uses"
            + " this one.",
        fixture.reason(Family.IPV4));
  }

  @Test
  void withoutVpnItIsIdle() {
    ReconcilerFixture fixture = afterOneRound(FakeTable.NO_VPN, FakeTable.NO_VPN);
    assertEquals(State.IDLE, fixture.reconciler.report().status().state());
    assertEquals(
        "No VPN rule was recognised here, so there is nothing to keep behind Tailscale.",
        fixture.reconciler.report().status().reason());
  }

  @Test
  void afterACrashOfTailscaledItIsIdleAndOrderIsKept() {
    FakeTable table = FakeTable.of(FakeTable.INVERTED, FakeTable.NO_VPN);
    table.links(FakeTable.WG0);
    ReconcilerFixture fixture = ReconcilerFixture.of(table, Policy.DEFAULT);
    fixture.runRound();
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
    assertEquals(State.IDLE, fixture.state(Family.IPV4));
    assertEquals(
        "Tailscale is not running: its rules are there, but there is no tailscale0. Rulewarden keeps"
            + " the order anyway.",
        fixture.reason(Family.IPV4));
  }

  /** tailscaled runs with --tun=tailscale1 and has not logged in. */
  @Test
  void anEmptyTableDoesNotShowThatTailscaleIsStopped() {
    FakeTable table = FakeTable.of(FakeTable.RIGHT, FakeTable.NO_VPN);
    table.links(new Link(3, "tailscale1", Link.Kind.TUN), FakeTable.WG0);
    ReconcilerFixture fixture = afterOneRound(table);
    assertEquals(State.IDLE, fixture.state(Family.IPV4));
    assertEquals(
        "Tailscale is not connected: its rules are there, but its table 52 is empty and there is no"
            + " tailscale0. Rulewarden keeps the order anyway.",
        fixture.reason(Family.IPV4));
  }

  /** Scenario 43. */
  @Test
  void aLinkOfAnotherNameIsTailscales() {
    FakeTable table = FakeTable.of(FakeTable.RIGHT, FakeTable.RIGHT);
    table.links(new Link(3, "tailscale1", Link.Kind.TUN), FakeTable.WG0);
    table.tailnet(PEER);
    table.peerRoutes(to(PEER_ADDRESS, 3, 52, 32));
    assertEquals(State.OK, afterOneRound(table).reconciler.report().status().state());
  }

  /** Scenario 44. */
  @Test
  void aRuleThatDivertsTailnetPacketsIsNamed() {
    FakeTable table =
        FakeTable.of("100: from all lookup main\n" + FakeTable.RIGHT, FakeTable.RIGHT);
    table.links(ETH0, FakeTable.TAILSCALE, FakeTable.WG0);
    table.tailnet(PEER);
    table.peerRoutes(to(PEER_ADDRESS, 2, 254, 0));
    ReconcilerFixture fixture = afterOneRound(table);
    assertEquals(State.DEGRADED, fixture.reconciler.report().status().state());
    assertEquals(State.OK, fixture.state(Family.IPV6));
    assertEquals(
        "Traffic to the tailnet does not leave through tailscale0: `100: from all lookup main` sends packets to"
            + " 100.64.0.7 out through eth0. Move that rule behind Tailscale's lookup at 5270, or remove"
            + " it.",
        fixture.reconciler.report().status().reason());
    table.set(Family.IPV4, FakeTable.RIGHT);
    table.peerRoutes(to(PEER_ADDRESS, 3, 52, 32));
    fixture.runRound();
    assertEquals(State.OK, fixture.reconciler.report().status().state());
  }

  /**
   * A rule was added after the rules were read and before the kernel answered: the next round sees
   * it.
   */
  @Test
  void anAnswerFromNewerRulesIsNoAlarm() {
    FakeTable table = FakeTable.of(FakeTable.RIGHT, FakeTable.RIGHT);
    table.links(ETH0, FakeTable.TAILSCALE, FakeTable.WG0);
    table.tailnet(PEER);
    table.peerRoutes(to(PEER_ADDRESS, 4, 51820, 0));
    table.onRead(() -> {
      if (table.reads() == 2) {
        table.set(Family.IPV4, FakeTable.INVERTED);
      }
    });
    assertEquals(State.OK, afterOneRound(table).state(Family.IPV4));
  }

  /** wg-quick's rule existed already, and its table's route was added in between. */
  @Test
  void anAnswerFromNewerRoutesIsNoAlarm() {
    FakeTable table =
        FakeTable.of("5209: not from all fwmark 0x1 lookup 7\n" + FakeTable.NO_VPN, "");
    table.links(ETH0, FakeTable.TAILSCALE);
    table.tailnet(PEER);
    table.peerRoutes(to(PEER_ADDRESS, 4, 7, 0));
    table.onRead(() -> {
      if (table.reads() == 2) {
        table.links(ETH0, FakeTable.TAILSCALE, FakeTable.WG0);
      }
    });
    assertEquals(State.IDLE, afterOneRound(table).state(Family.IPV4));
  }

  @Test
  void withoutAVpnTheTailnetMustBeReachableToo() {
    FakeTable table = FakeTable.of("5: from all unreachable\n" + FakeTable.NO_VPN, FakeTable.RIGHT);
    table.tailnet(PEER);
    table.peerRoutes(
        new PeerRoute(PEER_ADDRESS, new PeerRoute.Refused(PeerRoute.Refusal.NO_ROUTE_OR_RULE)));
    ReconcilerFixture fixture = afterOneRound(table);
    assertEquals(State.DEGRADED, fixture.state(Family.IPV4));
    assertEquals(
        "Traffic to the tailnet does not leave through tailscale0: `5: from all unreachable` rejects packets to"
            + " 100.64.0.7. Move that rule behind Tailscale's lookup at 5270, or remove it.",
        fixture.reason(Family.IPV4));
  }

  @Test
  void aMissingPermissionDoesNotHideAnUnreachableTailnet() {
    FakeTable table = FakeTable.of("5: from all unreachable\n" + FakeTable.NO_VPN, "");
    table.tailnet(PEER);
    table.peerRoutes(
        new PeerRoute(PEER_ADDRESS, new PeerRoute.Refused(PeerRoute.Refusal.NO_ROUTE_OR_RULE)));
    ReconcilerFixture fixture = ReconcilerFixture.withoutPermission(table, Policy.DEFAULT);
    fixture.runRound();
    assertEquals(
        "Traffic to the tailnet does not leave through tailscale0: `5: from all unreachable`"
            + " rejects packets to 100.64.0.7. Move that rule behind Tailscale's lookup at 5270, or"
            + " remove it. "
            + ReconcilerFixture.MISSING,
        fixture.reason(Family.IPV4));
  }

  @Test
  void withoutTailscalesRulesTheTailnetIsUnreachable() {
    FakeTable table = FakeTable.of(NO_TAILSCALE, FakeTable.RIGHT);
    table.links(ETH0, FakeTable.TAILSCALE, FakeTable.WG0);
    table.tailnet(PEER);
    table.peerRoutes(to(PEER_ADDRESS, 2, 254, 0));
    ReconcilerFixture fixture = afterOneRound(table);
    assertEquals(State.DEGRADED, fixture.state(Family.IPV4));
    assertEquals(
        "Traffic to the tailnet does not leave through tailscale0: the kernel sends packets to"
            + " 100.64.0.7 out through eth0. Restart tailscaled to add its rules again: no rule"
            + " looks up Tailscale's table.",
        fixture.reason(Family.IPV4));
  }

  /** Scenario 53: both families are flushed between two rounds that are far apart. */
  @Test
  void aLookupThatDisappearedSinceTheLastRoundIsExpectedBack() {
    FakeTable table = FakeTable.of(FakeTable.RIGHT, FakeTable.RIGHT);
    table.tailnet(PEER);
    table.peerRoutes(to(PEER_ADDRESS, 3, 52, 32));
    ReconcilerFixture fixture = afterOneRound(table);
    fixture.clock.pass(Duration.ofMinutes(4));
    for (Family family : Family.values()) {
      table.set(family, "0: from all lookup local\n32766: from all lookup main\n");
    }
    table.peerRoutes(to(PEER_ADDRESS, 2, 254, 0));
    fixture.runRound();
    for (Family family : Family.values()) {
      assertEquals(
          "Tailscale's lookup of table 52 is missing; tailscaled normally adds it again within"
              + " seconds.",
          fixture.reason(family),
          family.text());
    }
    fixture.clock.pass(Duration.ofSeconds(6));
    fixture.runRound();
    assertEquals(State.DEGRADED, fixture.state(Family.IPV4));
    assertEquals(
        "No rule looks up Tailscale's table 52, although tailscale0 is there. Restart"
            + " tailscaled to add its rules again.",
        fixture.reason(Family.IPV6));
  }

  /**
   * tailscaled restarts: its rule is missing for a moment, and another program's narrow rule
   * remains.
   */
  @Test
  void aNarrowLookupHasNoRoleWhileThePlainOneIsExpectedBack() {
    String narrow = "5500: from all to 100.64.0.0/10 lookup 52\n32766: from all lookup main\n";
    String whole = FakeTable.RIGHT.replace("32766: from all lookup main\n", narrow);
    FakeTable table = FakeTable.of(whole, FakeTable.NO_VPN);
    ReconcilerFixture fixture = afterOneRound(table);
    table.set(Family.IPV4, whole.replace("5270: from all lookup 52\n", ""));
    fixture.runRound();
    assertEquals(List.of(), table.executed());
    assertEquals(
        "Tailscale's lookup of table 52 is missing; tailscaled normally adds it again within"
            + " seconds.",
        fixture.reason(Family.IPV4));
    fixture.clock.pass(Duration.ofSeconds(7));
    fixture.runRound();
    assertEquals(1, table.executed().size());
  }

  @Test
  void aLinkThatTheConfigurationMisnamesIsReported() {
    FakeTable table = FakeTable.of(FakeTable.RIGHT, FakeTable.RIGHT);
    table.links(new Link(3, "tailscale1", Link.Kind.TUN), FakeTable.WG0);
    table.tailnet(PEER);
    table.peerRoutes(to(PEER_ADDRESS, 3, 52, 32));
    Policy policy =
        Policy.DEFAULT.with(
            new Policy.Tailscale(
                52, Policy.Tailscale.DEFAULT.bypassMark(), Optional.of("tailscale0")));
    ReconcilerFixture fixture = ReconcilerFixture.of(table, policy);
    fixture.runRound();
    assertEquals(
        "tailscale.interface is \"tailscale0\", but Tailscale's table 52 leads to tailscale1."
            + " Correct tailscale.interface.",
        fixture.reason(Family.IPV4));
  }

  @Test
  void theRightOrderIsOk() {
    ReconcilerFixture fixture = afterOneRound(FakeTable.RIGHT, FakeTable.RIGHT);
    assertEquals(State.OK, fixture.reconciler.report().status().state());
    assertEquals(
        "Tailscale's lookup at 5270 is evaluated before the VPN's at 5399.",
        fixture.reason(Family.IPV6));
  }

  @Test
  void theStateIsThatOfTheWorstFamily() {
    assertEquals(
        State.OK,
        afterOneRound(FakeTable.RIGHT, FakeTable.NO_VPN).reconciler.report().status().state());
    assertEquals(
        State.OK,
        afterOneRound(FakeTable.NO_VPN, FakeTable.RIGHT).reconciler.report().status().state());
    ReconcilerFixture observing =
        ReconcilerFixture.of(
            FakeTable.of(FakeTable.RIGHT, FakeTable.INVERTED), ReconcilerFixture.observing());
    observing.runRound();
    assertEquals(State.INVERTED, observing.reconciler.report().status().state());
    assertEquals(observing.reason(Family.IPV6), observing.reconciler.report().status().reason());
  }

  @Test
  void theStatesAreOrderedBySeverity() {
    String order = "";
    for (State state : State.values()) {
      order += " < " + state.text();
    }
    assertEquals(" < idle < ok < inverted < contested < degraded < leak", order);
  }

  @Test
  void modeAndStrategyAreThePolicys() {
    ReconcilerFixture fixture =
        ReconcilerFixture.of(
            FakeTable.of(FakeTable.RIGHT, FakeTable.RIGHT), ReconcilerFixture.observing());
    assertEquals(Mode.OBSERVE, fixture.reconciler.report().status().mode());
    assertEquals(Strategy.RELOCATE, fixture.reconciler.report().status().strategy());
  }

  @Test
  void beforeTheFirstRoundTheStateIsIdle() {
    ReconcilerFixture fixture = ReconcilerFixture.of(FakeTable.INVERTED, FakeTable.INVERTED);
    assertEquals(State.IDLE, fixture.reconciler.report().status().state());
    assertEquals(0, fixture.table.reads());
  }

  private static ReconcilerFixture afterOneRound(String ipv4, String ipv6) {
    return afterOneRound(FakeTable.of(ipv4, ipv6));
  }

  private static ReconcilerFixture afterOneRound(FakeTable table) {
    ReconcilerFixture fixture = ReconcilerFixture.of(table, Policy.DEFAULT);
    fixture.runRound();
    return fixture;
  }

  /** The kernel routes a packet through a link, with a route of this length in a table. */
  private static PeerRoute to(Address peer, int link, long table, int length) {
    return new PeerRoute(peer, new PeerRoute.LeavesBy(link, table, length));
  }
}
