package io.github.rulewarden.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.api.State;
import io.github.rulewarden.fib.Address;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.PlainRoute;
import io.github.rulewarden.fib.Prefixes;
import io.github.rulewarden.fib.TailnetRoutes;
import io.github.rulewarden.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rounds in which the kernel reports how it routes packets to the tailnet. */
class ReconcilerTailnetTest {
  private static final Link ETH0 = new Link(2, "eth0", Link.Kind.OTHER);

  private static final Address PEER_ADDRESS = Prefixes.parse("100.64.0.7").address();

  private static final TailnetRoutes PEER =
      new TailnetRoutes(
          Family.IPV4, 52, List.of(Prefixes.parse("100.64.0.7")), Set.of(3), Set.of());

  private static final String NO_TAILSCALE =
      """
      0: from all lookup local
      5208: from all lookup main suppress_prefixlength 0
      5209: not from all fwmark 0xca6c lookup 51820
      32766: from all lookup main
      """;

  /** Scenario 43. */
  @Test
  void aLinkOfAnotherNameIsTailscales() {
    FakeTable table = FakeTable.of(FakeTable.RIGHT, FakeTable.RIGHT);
    table.links(new Link(3, "tailscale1", Link.Kind.TUN), FakeTable.WG0);
    routePeer(table, 3, 52, 32);
    assertEquals(
        State.OK, ReconcilerFixture.afterOneRound(table).reconciler.report().status().state());
  }

  /** Scenario 44. */
  @Test
  void aRuleThatDivertsTailnetPacketsIsNamed() {
    FakeTable table =
        FakeTable.of("100: from all lookup main\n" + FakeTable.RIGHT, FakeTable.RIGHT);
    table.links(ETH0, FakeTable.TAILSCALE, FakeTable.WG0);
    routePeer(table, 2, 254, 0);
    ReconcilerFixture fixture = ReconcilerFixture.afterOneRound(table);
    assertEquals(State.DEGRADED, fixture.state());
    assertEquals(State.OK, fixture.state(Family.IPV6));
    assertEquals(
        "Packets to the peer 100.64.0.7 do not leave through tailscale0: `100: from all lookup main`"
            + " sends them out through eth0. Move that rule behind Tailscale's lookup at 5270, or remove"
            + " it.",
        fixture.reason());
    table.set(Family.IPV4, FakeTable.RIGHT);
    routePeer(table, 3, 52, 32);
    fixture.runRound();
    assertEquals(State.OK, fixture.state());
  }

  /**
   * A rule was added after the rules were read and before the kernel answered: the next round sees
   * it.
   */
  @Test
  void anAnswerFromNewerRulesIsNoAlarm() {
    FakeTable table = FakeTable.of(FakeTable.RIGHT, FakeTable.RIGHT);
    table.links(ETH0, FakeTable.TAILSCALE, FakeTable.WG0);
    routePeer(table, 4, 51820, 0);
    table.onRead(() -> {
      if (table.reads() == 2) {
        table.set(Family.IPV4, FakeTable.INVERTED);
      }
    });
    assertEquals(State.OK, ReconcilerFixture.afterOneRound(table).state(Family.IPV4));
  }

  /** wg-quick's rule existed already, and its table's route was added in between. */
  @Test
  void anAnswerFromNewerRoutesIsNoAlarm() {
    FakeTable table =
        FakeTable.of("5209: not from all fwmark 0x1 lookup 7\n" + FakeTable.NO_VPN, "");
    table.links(ETH0, FakeTable.TAILSCALE);
    routePeer(table, 4, 7, 0);
    table.onRead(() -> {
      if (table.reads() == 2) {
        table.links(ETH0, FakeTable.TAILSCALE, FakeTable.WG0);
      }
    });
    assertEquals(State.IDLE, ReconcilerFixture.afterOneRound(table).state(Family.IPV4));
  }

  @Test
  void withoutAVpnTheTailnetMustBeReachableToo() {
    FakeTable table = FakeTable.of("5: from all unreachable\n" + FakeTable.NO_VPN, FakeTable.RIGHT);
    rejectPeer(table);
    ReconcilerFixture fixture = ReconcilerFixture.afterOneRound(table);
    assertEquals(State.DEGRADED, fixture.state(Family.IPV4));
    assertEquals(
        "Packets to the peer 100.64.0.7 do not leave through tailscale0: `5: from all unreachable`"
            + " rejects them. Move that rule behind Tailscale's lookup at 5270, or remove it.",
        fixture.reason(Family.IPV4));
  }

  @Test
  void aMissingPermissionDoesNotHideAnUnreachableTailnet() {
    FakeTable table = FakeTable.of("5: from all unreachable\n" + FakeTable.NO_VPN, "");
    rejectPeer(table);
    ReconcilerFixture fixture = ReconcilerFixture.withoutPermission(table, Policy.DEFAULT);
    fixture.runRound();
    assertEquals(
        "Packets to the peer 100.64.0.7 do not leave through tailscale0: `5: from all unreachable`"
            + " rejects them. Move that rule behind Tailscale's lookup at 5270, or"
            + " remove it. "
            + ReconcilerFixture.MISSING,
        fixture.reason(Family.IPV4));
  }

  @Test
  void withoutTailscalesRulesTheTailnetIsUnreachable() {
    FakeTable table = FakeTable.of(NO_TAILSCALE, FakeTable.RIGHT);
    table.links(ETH0, FakeTable.TAILSCALE, FakeTable.WG0);
    routePeer(table, 2, 254, 0);
    ReconcilerFixture fixture = ReconcilerFixture.afterOneRound(table);
    assertEquals(State.DEGRADED, fixture.state(Family.IPV4));
    assertEquals(
        "Packets to the peer 100.64.0.7 do not leave through tailscale0: the kernel sends them out"
            + " through eth0. Restart tailscaled to add its rules again: no rule looks up"
            + " Tailscale's table for all packets to 100.64.0.7.",
        fixture.reason(Family.IPV4));
  }

  /** Scenario 53: both families are flushed between two rounds that are far apart. */
  @Test
  void aLookupThatDisappearedSinceTheLastRoundIsExpectedBack() {
    FakeTable table = FakeTable.of(FakeTable.RIGHT, FakeTable.RIGHT);
    routePeer(table, 3, 52, 32);
    ReconcilerFixture fixture = ReconcilerFixture.afterOneRound(table);
    fixture.clock.pass(Duration.ofMinutes(4));
    for (Family family : Family.values()) {
      table.set(family, "0: from all lookup local\n32766: from all lookup main\n");
    }
    routePeer(table, 2, 254, 0);
    fixture.runRound();
    // The peer is unreachable now, so the state is not ok.
    assertEquals(State.DEGRADED, fixture.state(Family.IPV4));
    assertEquals(
        "Tailscale's IPv4 lookup of table 52 is missing; tailscaled normally adds it again within"
            + " seconds.",
        fixture.reason(Family.IPV4));
    assertEquals(
        "Tailscale's IPv6 lookup of table 52 is missing; tailscaled adds it again when it starts or"
            + " notices a deleted IPv4 rule. Restart tailscaled if it stays missing.",
        fixture.reason(Family.IPV6));
    fixture.runRoundAfter(Duration.ofSeconds(6));
    assertEquals(State.DEGRADED, fixture.state(Family.IPV4));
    assertEquals(
        "No rule looks up Tailscale's table 52, although tailscale0 is there. Restart"
            + " tailscaled to add its rules again, or set tailscale.table if it uses another.",
        fixture.reason(Family.IPV6));
  }

  @Test
  void aLinkThatTheConfigurationMisnamesIsReported() {
    FakeTable table = FakeTable.of(FakeTable.RIGHT, FakeTable.RIGHT);
    table.links(new Link(3, "tailscale1", Link.Kind.TUN), FakeTable.WG0);
    routePeer(table, 3, 52, 32);
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

  /** Sets the kernel's route to a peer: the link, the table and the prefix length. */
  private static void routePeer(FakeTable table, int link, long number, int prefixLength) {
    table.tailnet(PEER);
    table.peerRoutes(to(PEER_ADDRESS, link, number, prefixLength));
  }

  private static void rejectPeer(FakeTable table) {
    table.tailnet(PEER);
    table.peerRoutes(
        new PlainRoute(PEER_ADDRESS, new PlainRoute.Refused(PlainRoute.Refusal.NO_ROUTE_OR_RULE)));
  }

  /** Returns the route of a packet through a link, with a prefix of this length in a table. */
  private static PlainRoute to(Address peer, int link, long table, int length) {
    return new PlainRoute(peer, new PlainRoute.LeavesBy(link, table, length));
  }
}
