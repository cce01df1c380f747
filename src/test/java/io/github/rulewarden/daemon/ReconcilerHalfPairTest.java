package io.github.rulewarden.daemon;

import static io.github.rulewarden.daemon.ReconcilerFixture.kinds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.api.State;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.TunnelSettings;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rounds with a pair that lost one half, or that was never seen. */
class ReconcilerHalfPairTest extends LeakFixture {
  private static final String SUPPRESS_LINE =
      "5209: from all lookup main suppress_prefixlength 0\n";

  private static final String SUPPRESS_AHEAD = FLUSHED.replace("5270:", SUPPRESS_LINE + "5270:");

  private static final String CAPTURE_AHEAD =
      FLUSHED.replace("5270:", "5209: not from all fwmark 0xca6c lookup 51820\n5270:");

  /** The peers of this link may carry only a part of the traffic. */
  private static final Link SPLIT = new Link(5, "wg1", Link.Kind.WIREGUARD);

  /** The tunnel may carry all IPv4 traffic, and wg-quick's firewall rules exist. */
  private static final TunnelSettings FULL =
      new TunnelSettings(WG0.index(), 51820, Set.of(Family.IPV4), Set.of(Family.IPV4));

  /** Scenario 6. */
  @Test
  void aMissingCompanionIsRestoredAheadOfItsCapture() {
    fixture.runRound();
    fixture.runRoundWith(Family.IPV6, STRIPPED);
    assertEquals(List.of("Leak ipv6", "Repaired ipv6"), kinds(fixture.runRoundAfter(GRACE)));
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV6));
  }

  /** The pair was never seen, but the tunnel's mark is the number of its table. */
  @Test
  void aPairThatWasFlushedBeforeTheStartIsRestoredFromItsSignature() {
    table.set(Family.IPV4, FLUSHED);
    table.tunnels.set(FULL);
    List<String> events = fixture.runRoundsFor(Duration.ofSeconds(10));
    assertEquals(List.of("700 Leak ipv4", "2300 Repaired ipv4"), events);
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
  }

  /**
   * systemd-networkd deleted all rules between wg-quick's two adds, as it may at boot: only the
   * second rule is left, ahead of Tailscale's lookup.
   */
  @Test
  void theHalfThatAFlushLeftIsMovedToTheRestoredCapture() {
    table.set(Family.IPV4, FLUSHED);
    table.tunnels.set(FULL);
    table.defaultRoutes(ROUTES[1]);
    fixture.runRound();
    fixture.runRoundWith(Family.IPV4, CAPTURE_AHEAD);
    fixture.runRoundWith(Family.IPV4, FLUSHED);
    fixture.runRoundWith(Family.IPV4, SUPPRESS_AHEAD);
    table.defaultRoutes(ROUTES);
    fixture.runRoundsFor(Duration.ofSeconds(10));
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
    assertEquals(State.OK, fixture.state());
  }

  /**
   * The daemon starts after such a flush: wg-quick's signature shows which rules belong together.
   */
  @Test
  void theHalfThatAFlushLeftIsRecognisedWithoutSavedState() {
    table.set(Family.IPV4, SUPPRESS_AHEAD);
    table.tunnels.set(FULL);
    fixture.runRoundsFor(Duration.ofSeconds(10));
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
  }

  /** The daemon starts while wg-quick is running: the link is up, and no rule leads to it yet. */
  @Test
  void aSuppressRuleInTheFirstRoundIsIndependent() {
    String beside =
        FLUSHED.replace("5270:", "2500: from all lookup main suppress_prefixlength 0\n5270:");
    table.set(Family.IPV4, beside);
    table.defaultRoutes();
    fixture.runRound();
    String capture = "2499: not from all fwmark 0xca6c lookup 51820\n";
    table.set(Family.IPV4, beside.replace("2500:", capture + "2500:"));
    fixture.runRound();
    assertEquals(
        beside.replace("32766:", "5399: not from all fwmark 0xca6c lookup 51820\n32766:"),
        table.listing(Family.IPV4));
  }

  /**
   * The rule existed before the tunnel, or beside a tunnel without a capture, so it is independent.
   */
  @Test
  void anIndependentSuppressRuleStays() {
    table.set(Family.IPV4, SUPPRESS_AHEAD);
    table.links(FakeTable.TAILSCALE, SPLIT);
    table.tunnels.set(new TunnelSettings(SPLIT.index(), 0, Set.of()));
    table.defaultRoutes();
    fixture.runRoundsFor(Duration.ofSeconds(10));
    table.links(FakeTable.TAILSCALE, SPLIT, WG0);
    table.defaultRoutes(ROUTES);
    table.tunnels.set(FULL);
    fixture.runRoundsFor(Duration.ofSeconds(10));
    assertEquals(
        FakeTable.RIGHT.replace("5270:", SUPPRESS_LINE + "5270:"), table.listing(Family.IPV4));
  }
}
