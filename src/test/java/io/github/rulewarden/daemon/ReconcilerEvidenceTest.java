package io.github.rulewarden.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.api.State;
import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.TunnelSettings;
import io.github.rulewarden.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The evidence that is required to restore a pair that was never seen. */
class ReconcilerEvidenceTest {
  private static final Link WG0 = new Link(4, "wg0", Link.Kind.WIREGUARD);
  private static final DefaultRoute IPV4_ROUTE = new DefaultRoute(Family.IPV4, 51820, 4);
  private static final DefaultRoute IPV6_ROUTE = new DefaultRoute(Family.IPV6, 51820, 4);
  private static final String FLUSHED = FakeTable.NO_VPN;

  /** The tunnel may carry all IPv4 traffic, and wg-quick's firewall rules exist. */
  private static final TunnelSettings FULL =
      new TunnelSettings(WG0.index(), 51820, Set.of(Family.IPV4), Set.of(Family.IPV4));

  private static final TunnelSettings UNCONFIRMED = FULL.confirmedFor(Set.of());

  private final FakeTable table = FakeTable.of(FakeTable.RIGHT, FakeTable.RIGHT);
  private ReconcilerFixture fixture = ReconcilerFixture.of(table, Policy.DEFAULT);

  ReconcilerEvidenceTest() {
    table.links(FakeTable.TAILSCALE, WG0);
    table.defaultRoutes(IPV4_ROUTE, IPV6_ROUTE);
  }

  /** Scenario 39: without wg-quick's firewall rules the tunnel may serve only one user. */
  @Test
  void anUnconfirmedSignatureIsNoLeak() {
    table.set(Family.IPV4, FLUSHED);
    table.tunnels.set(UNCONFIRMED);
    assertEquals(List.of(), fixture.runRoundsFor(Duration.ofMinutes(10)));
    assertEquals(List.of(), table.executed());
    assertEquals(FLUSHED, table.listing(Family.IPV4));
  }

  /**
   * The host is reconfigured during the quiet period; the kernel sends no events about firewall
   * rules.
   */
  @Test
  void theEvidenceIsReadAgainBeforeAPairIsRestored() {
    table.set(Family.IPV4, FLUSHED);
    table.tunnels.set(FULL);
    assertEquals(List.of("700 Leak ipv4"), fixture.runRoundsFor(Duration.ofSeconds(2)));
    table.tunnels.set(UNCONFIRMED);
    assertEquals(List.of(), fixture.runRoundsFor(Duration.ofMinutes(10)));
    assertEquals(List.of(), table.executed());
    assertEquals(State.IDLE, fixture.state(Family.IPV4));
  }

  /** The previous answer may be from the time before the host was reconfigured. */
  @Test
  void aPairIsRestoredOnlyAfterItsConfirmation() {
    table.set(Family.IPV4, FLUSHED);
    table.tunnels.set(FULL);
    assertEquals(List.of("700 Leak ipv4"), fixture.runRoundsFor(Duration.ofSeconds(2)));
    table.tunnels.delay(WG0);
    fixture.runRoundsFor(Duration.ofSeconds(2));
    assertEquals(List.of(), table.executed());
    table.tunnels.reply(WG0);
    assertEquals(List.of("100 Repaired ipv4"), fixture.runRoundsFor(Duration.ofSeconds(1)));
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
  }

  /**
   * A pair that was seen intact needs no settings: it is restored directly after the quiet period.
   */
  @Test
  void aPairThatWasSeenIntactIsRestoredWithoutAProbe() {
    table.tunnels.set(UNCONFIRMED);
    fixture.runRound();
    table.set(Family.IPV4, FLUSHED);
    assertEquals(
        List.of("500 Leak ipv4", "2000 Repaired ipv4"),
        fixture.runRoundsFor(Duration.ofSeconds(10)));
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
  }

  /**
   * On a busy machine, the first request may be sent before wg-quick has added its firewall rules.
   */
  @Test
  void aTunnelIsProbedAgainWhenItGetsItsDefaultRoute() {
    table.set(Family.IPV4, FLUSHED);
    table.defaultRoutes(IPV6_ROUTE);
    table.tunnels.set(UNCONFIRMED);
    assertEquals(List.of(), fixture.runRoundsFor(Duration.ofSeconds(1)));
    table.defaultRoutes(IPV4_ROUTE, IPV6_ROUTE);
    table.tunnels.set(FULL);
    assertEquals(
        List.of("700 Leak ipv4", "2300 Repaired ipv4"),
        fixture.runRoundsFor(Duration.ofSeconds(4)));
  }

  /** Nothing is restored in the mode observe, so settings are not read again. */
  @Test
  void aTunnelIsProbedRarelyIfNothingIsRestored() {
    fixture = ReconcilerFixture.of(table, ReconcilerFixture.observing());
    table.set(Family.IPV4, FLUSHED);
    table.tunnels.set(FULL);
    assertEquals(List.of("700 Leak ipv4"), fixture.runRoundsFor(Duration.ofMinutes(4)));
    assertEquals(2, table.tunnels.requests());
  }
}
