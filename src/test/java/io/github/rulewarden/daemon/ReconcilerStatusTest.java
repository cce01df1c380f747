package io.github.rulewarden.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.api.State;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.TailnetRoutes;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Strategy;
import java.time.Duration;
import java.util.List;
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

  @Test
  void withoutTailscaleItIsIdle() {
    FakeTable table = FakeTable.of(NO_TAILSCALE, FakeTable.NO_VPN);
    table.links(FakeTable.WG0);
    ReconcilerFixture fixture = ReconcilerFixture.afterOneRound(table);
    assertEquals(State.IDLE, fixture.state(Family.IPV4));
    assertEquals(
        "No rule looks up Tailscale's table 52, and there is no tailscale0. Start tailscaled, or set"
            + " tailscale.table or tailscale.interface if it uses others.",
        fixture.reason(Family.IPV4));
  }

  @Test
  void withoutTailscalesRulesItIsIdleThoughItsLinkIsThere() {
    ReconcilerFixture fixture = afterOneRound(NO_TAILSCALE, FakeTable.NO_VPN);
    assertEquals(State.IDLE, fixture.state(Family.IPV4));
    assertEquals(
        "No rule looks up Tailscale's table 52, although tailscale0 is there. Restart"
            + " tailscaled to add its rules again, or set tailscale.table if it uses another.",
        fixture.reason(Family.IPV4));
  }

  @Test
  void aTableOfAnotherProgramIsNotTailscales() {
    FakeTable table = FakeTable.of(FakeTable.INVERTED, FakeTable.NO_VPN);
    table.tailnet(new TailnetRoutes(Family.IPV4, 52, List.of(), Set.of(), Set.of(2)));
    table.links(ETH0, FakeTable.TAILSCALE, FakeTable.WG0);
    ReconcilerFixture fixture = ReconcilerFixture.afterOneRound(table);
    assertEquals(FakeTable.INVERTED, table.listing(Family.IPV4));
    assertEquals(State.IDLE, fixture.state());
    assertEquals(
        "Table 52 does not look like Tailscale's: it has routes, but none to a tailnet address. Set"
            + " tailscale.table if tailscaled uses another table, or tailscale.interface if it uses"
            + " this one.",
        fixture.reason(Family.IPV4));
  }

  @Test
  void withoutVpnItIsIdle() {
    ReconcilerFixture fixture = afterOneRound(FakeTable.NO_VPN, FakeTable.NO_VPN);
    assertEquals(State.IDLE, fixture.state());
    assertEquals(
        "No VPN rule was recognised here, so there is nothing to keep behind Tailscale.",
        fixture.reason());
  }

  @Test
  void afterACrashOfTailscaledItIsIdleAndOrderIsKept() {
    FakeTable table = FakeTable.of(FakeTable.INVERTED, FakeTable.NO_VPN);
    table.links(FakeTable.WG0);
    ReconcilerFixture fixture = ReconcilerFixture.afterOneRound(table);
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
    assertEquals(State.IDLE, fixture.state(Family.IPV4));
    assertEquals(
        "Tailscale is not running: its rules are there, but there is no tailscale0. Rulewarden keeps"
            + " the order anyway.",
        fixture.reason(Family.IPV4));
  }

  @Test
  void whileTailscalesLinkIsDownItIsIdle() {
    FakeTable table = FakeTable.of(FakeTable.RIGHT, FakeTable.RIGHT);
    table.tailnet(new TailnetRoutes(Family.IPV4, 52, List.of(), Set.of(), Set.of()));
    table.links(new Link(3, "tailscale0", Link.Kind.TUN, Link.Condition.DOWN), FakeTable.WG0);
    ReconcilerFixture fixture = ReconcilerFixture.afterOneRound(table);
    assertEquals(State.IDLE, fixture.state());
    assertEquals(
        "Tailscale is not connected: tailscale0 is down and its table 52 is empty. Rulewarden keeps"
            + " the order anyway.",
        fixture.reason());
  }

  /** tailscaled runs with --tun=tailscale1 and has not logged in. */
  @Test
  void anEmptyTableDoesNotShowThatTailscaleIsStopped() {
    FakeTable table = FakeTable.of(FakeTable.RIGHT, FakeTable.NO_VPN);
    table.links(new Link(3, "tailscale1", Link.Kind.TUN), FakeTable.WG0);
    ReconcilerFixture fixture = ReconcilerFixture.afterOneRound(table);
    assertEquals(State.IDLE, fixture.state(Family.IPV4));
    assertEquals(
        "Tailscale is not connected: its rules are there, but its table 52 is empty and there is no"
            + " tailscale0. Rulewarden keeps the order anyway.",
        fixture.reason(Family.IPV4));
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
    ReconcilerFixture fixture = ReconcilerFixture.afterOneRound(table);
    table.set(Family.IPV4, whole.replace("5270: from all lookup 52\n", ""));
    fixture.runRound();
    assertEquals(List.of(), table.executed());
    assertEquals(
        "Tailscale's IPv4 lookup of table 52 is missing; tailscaled normally adds it again within"
            + " seconds.",
        fixture.reason(Family.IPV4));
    fixture.runRoundAfter(Duration.ofSeconds(7));
    assertEquals(1, table.executed().size());
  }

  @Test
  void theRightOrderIsOk() {
    ReconcilerFixture fixture = afterOneRound(FakeTable.RIGHT, FakeTable.RIGHT);
    assertEquals(State.OK, fixture.state());
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
    assertEquals(State.INVERTED, observing.state());
    assertEquals(observing.reason(Family.IPV6), observing.reason());
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
    assertEquals(State.IDLE, fixture.state());
    assertEquals(0, fixture.table.reads());
  }

  private static ReconcilerFixture afterOneRound(String ipv4, String ipv6) {
    return ReconcilerFixture.afterOneRound(FakeTable.of(ipv4, ipv6));
  }
}
