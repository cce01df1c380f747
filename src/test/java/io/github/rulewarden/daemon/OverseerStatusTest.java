package io.github.rulewarden.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.manager.State;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Strategy;
import org.junit.jupiter.api.Test;

/** How a calm host is told. */
class OverseerStatusTest {
  private static final String NO_TAILSCALE =
      """
      0: from all lookup local
      5208: from all lookup main suppress_prefixlength 0
      5209: not from all fwmark 0xca6c lookup 51820
      32766: from all lookup main
      """;

  @Test
  void withoutTailscaleItIsIdle() {
    OverseerFixture fixture = looked(NO_TAILSCALE, FakeTable.NO_VPN);
    assertEquals(State.IDLE, fixture.state(Family.IPV4));
    assertEquals(
        "Tailscale is not running here: no rule looks up its table 52.",
        fixture.reason(Family.IPV4));
  }

  @Test
  void withoutVpnItIsIdle() {
    OverseerFixture fixture = looked(FakeTable.NO_VPN, FakeTable.NO_VPN);
    assertEquals(State.IDLE, fixture.overseer.status().state());
    assertEquals("No VPN captures traffic here.", fixture.overseer.status().reason());
  }

  @Test
  void afterACrashOfTailscaledItIsIdleAndOrderIsKept() {
    FakeTable table = FakeTable.of(FakeTable.INVERTED, FakeTable.NO_VPN);
    table.links(FakeTable.WG0);
    OverseerFixture fixture = OverseerFixture.of(table, io.github.rulewarden.policy.Policy.DEFAULT);
    fixture.look();
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
    assertEquals(State.IDLE, fixture.state(Family.IPV4));
    assertEquals(
        "Tailscale is not running: its rules are there, but tailscale0 is not. The order is kept"
            + " all the same.",
        fixture.reason(Family.IPV4));
  }

  @Test
  void inOrderItIsOk() {
    OverseerFixture fixture = looked(FakeTable.RIGHT, FakeTable.RIGHT);
    assertEquals(State.OK, fixture.overseer.status().state());
    assertEquals(
        "Tailscale's lookup at 5270 is asked before the VPN's at 5399.",
        fixture.reason(Family.IPV6));
  }

  @Test
  void theWholeIsAsBadAsItsWorstFamily() {
    assertEquals(State.OK, looked(FakeTable.RIGHT, FakeTable.NO_VPN).overseer.status().state());
    assertEquals(State.OK, looked(FakeTable.NO_VPN, FakeTable.RIGHT).overseer.status().state());
    OverseerFixture observing =
        OverseerFixture.of(
            FakeTable.of(FakeTable.RIGHT, FakeTable.INVERTED), OverseerFixture.observing());
    observing.look();
    assertEquals(State.INVERTED, observing.overseer.status().state());
    assertEquals(observing.reason(Family.IPV6), observing.overseer.status().reason());
  }

  @Test
  void theStatesGetWorse() {
    String order = "";
    for (State state : State.values()) {
      order += " < " + state.text();
    }
    assertEquals(" < idle < ok < inverted < contested < degraded < leak", order);
  }

  @Test
  void modeAndStrategyAreThePolicys() {
    OverseerFixture fixture =
        OverseerFixture.of(
            FakeTable.of(FakeTable.RIGHT, FakeTable.RIGHT), OverseerFixture.observing());
    assertEquals(Mode.OBSERVE, fixture.overseer.status().mode());
    assertEquals(Strategy.RELOCATE, fixture.overseer.status().strategy());
  }

  @Test
  void beforeTheFirstLookItIsIdle() {
    OverseerFixture fixture = OverseerFixture.of(FakeTable.INVERTED, FakeTable.INVERTED);
    assertEquals(State.IDLE, fixture.overseer.status().state());
    assertEquals(0, fixture.table.reads());
  }

  private static OverseerFixture looked(String ipv4, String ipv6) {
    OverseerFixture fixture = OverseerFixture.of(ipv4, ipv6);
    fixture.look();
    return fixture;
  }
}
