package io.github.rulewarden.daemon;

import static io.github.rulewarden.daemon.ReconcilerFixture.kinds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.api.State;
import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.TunnelSettings;
import io.github.rulewarden.policy.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rounds after rules of a VPN disappeared while its tunnel is up. */
class ReconcilerLeakTest {
  private static final Link WG0 = new Link(4, "wg0", Link.Kind.WIREGUARD);
  private static final DefaultRoute[] ROUTES = {
    new DefaultRoute(Family.IPV4, 51820, 4), new DefaultRoute(Family.IPV6, 51820, 4)
  };

  private static final String FLUSHED =
      """
      0: from all lookup local
      5270: from all lookup 52
      32766: from all lookup main
      """;

  private static final String STRIPPED =
      """
      0: from all lookup local
      5270: from all lookup 52
      5399: not from all fwmark 0xca6c lookup 51820
      32766: from all lookup main
      """;

  private static final String SUPPRESS_LINE =
      "5209: from all lookup main suppress_prefixlength 0\n";

  private static final String SUPPRESS_AHEAD = FLUSHED.replace("5270:", SUPPRESS_LINE + "5270:");

  private static final String CAPTURE_AHEAD =
      FLUSHED.replace("5270:", "5209: not from all fwmark 0xca6c lookup 51820\n5270:");

  /** Its peers may carry only a part of the traffic. */
  private static final Link SPLIT = new Link(5, "wg1", Link.Kind.WIREGUARD);

  /** It may carry all IPv4 traffic, and wg-quick's firewall rules exist. */
  private static final TunnelSettings FULL =
      new TunnelSettings(WG0.index(), 51820, Set.of(Family.IPV4), Set.of(Family.IPV4));

  private static final Duration SOON = Duration.ofMillis(500);
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final FakeTable table = FakeTable.of(FakeTable.RIGHT, FakeTable.RIGHT);
  private ReconcilerFixture fixture = ReconcilerFixture.of(table, Policy.DEFAULT);

  ReconcilerLeakTest() {
    table.links(FakeTable.TAILSCALE, WG0);
    table.defaultRoutes(ROUTES);
  }

  /** Scenario 9. */
  @Test
  void aFlushIsReportedAfterHalfASecondAndRepairedAfterTwo() {
    fixture.runRound();
    table.set(Family.IPV4, FLUSHED);
    assertEquals(List.of(), kinds(fixture.runRound()));
    assertEquals(State.IDLE, fixture.state(Family.IPV4), "its tunnel may be about to go");
    assertEquals(
        Optional.of(fixture.clock.nanos() + 200_000_000),
        fixture.reconciler.nextRound(),
        "to ask it for its settings");

    fixture.clock.pass(SOON);
    Round alarm = fixture.runRound();
    assertEquals(List.of("Leak ipv4"), kinds(alarm));
    assertEquals(State.LEAK, fixture.reconciler.report().status().state());
    assertEquals(State.OK, fixture.state(Family.IPV6));
    assertTrue(fixture.reason(Family.IPV4).startsWith("wg0 is up, but"), "it names the tunnel");

    fixture.clock.pass(GRACE.minus(SOON).minusNanos(1));
    assertEquals(List.of(), kinds(fixture.runRound()), "it is reported once");
    fixture.clock.pass(Duration.ofNanos(1));
    Round restored = fixture.runRound();
    assertEquals(List.of("Repaired ipv4"), kinds(restored));
    assertEquals(
        List.of(
            "ip -4 rule add priority 5398 from all lookup main suppress_prefixlength 0",
            "ip -4 rule add priority 5399 not from all fwmark 0xca6c lookup 51820"),
        restored.steps());
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
    assertEquals(State.OK, fixture.reconciler.report().status().state());
    assertEquals(Optional.empty(), fixture.reconciler.nextRound());
  }

  @Test
  void aRestorationThatIsDeniedIsReportedOnceAndStaysInTheReason() {
    table.always(_ -> new Outcome.Denied(List.of(), ReconcilerFixture.MISSING));
    fixture.runRound();
    table.set(Family.IPV4, FLUSHED);
    List<String> events = new ArrayList<>();
    for (String event : fixture.runRoundsFor(Duration.ofSeconds(30))) {
      events.add(event.substring(event.indexOf(' ') + 1));
    }
    assertEquals(List.of("Leak ipv4", "Refused ipv4"), events);
    assertTrue(fixture.reason(Family.IPV4).endsWith(ReconcilerFixture.MISSING));
    table.always(table::apply);
    fixture.runRoundsFor(Duration.ofSeconds(3));
    assertEquals(State.OK, fixture.reconciler.report().status().state());
  }

  /** One family's deadline may pass during a round for the other's. */
  @Test
  void noDeadlineIsMissedDuringALongRound() {
    for (int millis = 0; millis < 20; millis++) {
      FakeTable rules = FakeTable.of(FakeTable.RIGHT, FakeTable.RIGHT);
      rules.links(FakeTable.TAILSCALE, WG0);
      rules.defaultRoutes(ROUTES);
      ReconcilerFixture two = ReconcilerFixture.of(rules, Policy.DEFAULT);
      two.runRound();
      rules.set(Family.IPV4, FLUSHED);
      two.runRound();
      two.clock.pass(Duration.ofMillis(millis));
      rules.set(Family.IPV6, FLUSHED);
      two.runRound();
      two.clock.tick(Duration.ofMillis(1));
      for (int looks = 0; looks < 100 && two.reconciler.nextRound().isPresent(); looks++) {
        long left = two.reconciler.nextRound().get() - two.clock.nanos();
        two.clock.pass(Duration.ofNanos(Math.max(0, left)));
        two.runRound();
      }
      String said = millis + " ms between the two";
      assertEquals(FakeTable.RIGHT, rules.listing(Family.IPV4), said);
      assertEquals(FakeTable.RIGHT, rules.listing(Family.IPV6), said);
    }
  }

  /** A restorer that does not wait makes {@code wg-quick down} loop for ever. */
  @Test
  void theQuietPeriodRestartsWhenAnotherRuleDisappears() {
    fixture.runRound();
    table.set(Family.IPV4, STRIPPED);
    fixture.runRound();
    fixture.clock.pass(Duration.ofMillis(1900));
    table.set(Family.IPV4, FLUSHED);
    fixture.runRound();
    fixture.clock.pass(Duration.ofMillis(1900));
    fixture.runRound();
    assertEquals(List.of(), table.executed());
    fixture.clock.pass(Duration.ofMillis(100));
    fixture.runRound();
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
  }

  @Test
  void nothingIsRestoredDuringWgQuickDown() {
    fixture.runRound();
    table.set(Family.IPV4, FLUSHED);
    table.set(Family.IPV6, FLUSHED);
    fixture.runRound();
    fixture.clock.pass(Duration.ofMillis(300));
    table.links(FakeTable.TAILSCALE);
    table.defaultRoutes();
    assertEquals(List.of(), kinds(fixture.runRound()));
    fixture.clock.pass(GRACE);
    assertEquals(List.of(), kinds(fixture.runRound()));
    assertEquals(List.of(), table.executed());
    assertEquals(Optional.empty(), fixture.reconciler.nextRound());
  }

  /** Scenario 6. */
  @Test
  void aMissingCompanionIsRestoredAheadOfItsCapture() {
    fixture.runRound();
    table.set(Family.IPV6, STRIPPED);
    fixture.runRound();
    fixture.clock.pass(GRACE);
    assertEquals(List.of("Leak ipv6", "Repaired ipv6"), kinds(fixture.runRound()));
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV6));
  }

  @Test
  void restoredRulesAreRemovedWithTheirTunnel() {
    restoreIpv4();
    table.links(FakeTable.TAILSCALE);
    table.defaultRoutes();
    Round findings = fixture.runRound();
    assertEquals(List.of("Withdrawn ipv4"), kinds(findings));
    assertEquals(FLUSHED, table.listing(Family.IPV4));
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV6), "that is wg-quick's own");
  }

  @Test
  void theNextProcessAlsoRemovesRestoredRules() {
    FakeStateStore store = new FakeStateStore();
    fixture = ReconcilerFixture.of(table, Policy.DEFAULT, store);
    restoreIpv4();
    table.links(FakeTable.TAILSCALE);
    table.defaultRoutes();
    fixture = ReconcilerFixture.of(table, Policy.DEFAULT, store);
    assertEquals(List.of("Withdrawn ipv4"), kinds(fixture.runRound()));
    assertEquals(FLUSHED, table.listing(Family.IPV4));
  }

  @Test
  void theNextProcessKnowsThePairsThatWereSeen() {
    FakeStateStore store = new FakeStateStore();
    ReconcilerFixture.of(table, Policy.DEFAULT, store).runRound();
    table.set(Family.IPV4, FLUSHED);
    fixture = ReconcilerFixture.of(table, Policy.DEFAULT, store);
    fixture.runRound();
    fixture.clock.pass(GRACE);
    fixture.runRound();
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
  }

  /**
   * The state is saved before the kernel is changed, so that it is complete if the process dies in
   * between.
   */
  @Test
  void aPlanIsSavedBeforeItIsExecuted() {
    FakeStateStore store = new FakeStateStore();
    table.set(Family.IPV4, FakeTable.INVERTED);
    List<Integer> pendingDeletes = new ArrayList<>();
    table.next(plan -> {
      pendingDeletes.add(store.saved().pendingDeletes().size());
      return table.apply(plan);
    });
    ReconcilerFixture.of(table, Policy.DEFAULT, store).runRound();
    assertEquals(List.of(2), pendingDeletes);
    assertEquals(List.of(), store.saved().pendingDeletes());
    assertEquals(2, store.saved().moves().size());
  }

  /** Its form and priority are those of the pair that was restored for the previous tunnel. */
  @Test
  void aNewTunnelsPairIsNotMistakenForARestoredOne() {
    FakeStateStore store = new FakeStateStore();
    fixture = ReconcilerFixture.of(table, Policy.DEFAULT, store);
    restoreIpv4();
    table.links(FakeTable.TAILSCALE, new Link(9, "wg0", Link.Kind.WIREGUARD));
    table.defaultRoutes(new DefaultRoute(Family.IPV4, 51820, 9));
    table.set(Family.IPV4, FakeTable.INVERTED);
    fixture = ReconcilerFixture.of(table, Policy.DEFAULT, store);
    assertEquals(List.of("Inverted ipv4", "Repaired ipv4"), kinds(fixture.runRound()));
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
    fixture.runRound();
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
  }

  /** A leak that is due but may not be repaired must not make the loop spin. */
  @Test
  void aLeakThatIsOnlyReportedAddsNoDeadline() {
    fixture = ReconcilerFixture.of(table, ReconcilerFixture.observing());
    fixture.runRound();
    table.set(Family.IPV4, FLUSHED);
    for (int i = 0; i < 20; i++) {
      fixture.runRound();
      long now = fixture.clock.nanos();
      assertTrue(fixture.reconciler.nextRound().map(next -> next - now > 0).orElse(true));
      fixture.clock.pass(Duration.ofMillis(250));
    }
  }

  /** The table leads elsewhere now, so a capture would be wrong. */
  @Test
  void aRemedyMayBecomeInvalid() {
    fixture.runRound();
    table.set(Family.IPV4, FLUSHED);
    table.set(Family.IPV6, FLUSHED);
    fixture.runRound();
    fixture.clock.pass(Duration.ofSeconds(1));
    table.defaultRoutes(new DefaultRoute(Family.IPV4, 51820, 99));
    fixture.runRound();
    fixture.clock.pass(GRACE);
    fixture.runRound();
    assertEquals(FLUSHED, table.listing(Family.IPV4));
  }

  @Test
  void bothFamiliesAreRestoredTogether() {
    fixture.runRound();
    table.set(Family.IPV4, FLUSHED);
    table.set(Family.IPV6, FLUSHED);
    fixture.runRound();
    fixture.clock.pass(GRACE);
    fixture.runRound();
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV6));
  }

  @Test
  void theModeObserveOnlyReports() {
    fixture = ReconcilerFixture.of(table, ReconcilerFixture.observing());
    fixture.runRound();
    table.set(Family.IPV4, FLUSHED);
    fixture.runRound();
    fixture.clock.pass(GRACE);
    assertEquals(List.of("Leak ipv4"), kinds(fixture.runRound()));
    assertEquals(List.of(), table.executed());
  }

  @Test
  void withoutRestoringLeaksAreOnlyReported() {
    fixture = ReconcilerFixture.of(table, Policy.DEFAULT.with(Policy.Restoring.NOTHING));
    fixture.runRound();
    table.set(Family.IPV4, FLUSHED);
    fixture.runRound();
    fixture.clock.pass(GRACE);
    assertEquals(List.of("Leak ipv4"), kinds(fixture.runRound()));
    assertEquals(List.of(), table.executed());
  }

  @Test
  void wgQuicksOwnGapIsNoLeak() {
    fixture.runRound();
    table.defaultRoutes();
    fixture.runRound();
    fixture.clock.pass(Duration.ofMillis(499));
    table.defaultRoutes(ROUTES);
    assertEquals(List.of(), kinds(fixture.runRound()));
    table.defaultRoutes();
    fixture.runRound();
    fixture.clock.pass(SOON);
    assertEquals(List.of("Leak ipv4", "Leak ipv6"), kinds(fixture.runRound()));
    assertEquals(List.of(), table.executed(), "routes are their owner's");
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
    table.set(Family.IPV4, CAPTURE_AHEAD);
    fixture.runRound();
    table.set(Family.IPV4, FLUSHED);
    fixture.runRound();
    table.set(Family.IPV4, SUPPRESS_AHEAD);
    fixture.runRound();
    table.defaultRoutes(ROUTES);
    fixture.runRoundsFor(Duration.ofSeconds(10));
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
    assertEquals(State.OK, fixture.reconciler.report().status().state());
  }

  /** The daemon starts after that: wg-quick's signature shows which rules belong together. */
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

  /** It existed before the tunnel, or beside a tunnel without a capture, so it is independent. */
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

  /** Scenario 10: tailscaled adds its own rules again. */
  @Test
  void tailscalesLookupMayBeMissingForSixSeconds() {
    fixture.runRound();
    String missing = FakeTable.RIGHT.replace("5270: from all lookup 52\n", "");
    table.set(Family.IPV4, missing);
    assertEquals(List.of(), kinds(fixture.runRound()));
    assertEquals(State.OK, fixture.state(Family.IPV4));
    assertEquals(
        "Tailscale's lookup of table 52 is missing; tailscaled normally adds it again within"
            + " seconds.",
        fixture.reason(Family.IPV4));
    fixture.clock.pass(Duration.ofMillis(5999));
    fixture.runRound();
    assertEquals(State.OK, fixture.state(Family.IPV4));
    fixture.clock.pass(Duration.ofMillis(1));
    fixture.runRound();
    assertEquals(State.IDLE, fixture.state(Family.IPV4));
    assertEquals(List.of(), table.executed());
  }

  /**
   * A flush deletes Tailscale's rules too. The priority for the pair is known when they exist
   * again.
   */
  @Test
  void thePairWaitsForTailscale() {
    fixture.runRound();
    String bare = "0: from all lookup local\n32766: from all lookup main\n";
    table.set(Family.IPV4, bare);
    fixture.runRound();
    fixture.clock.pass(GRACE);
    fixture.runRound();
    assertEquals(bare, table.listing(Family.IPV4));
    table.set(Family.IPV4, FLUSHED);
    fixture.runRound();
    fixture.clock.pass(GRACE);
    fixture.runRound();
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
  }

  /** The budget also limits restores if another program flushes the rules repeatedly. */
  @Test
  void restoringHasABudget() {
    fixture = ReconcilerFixture.of(table, ReconcilerFixture.allowing(2));
    fixture.runRound();
    int restored = 0;
    for (int i = 0; i < 10; i++) {
      table.set(Family.IPV4, FLUSHED);
      fixture.runRound();
      fixture.clock.pass(GRACE);
      restored += fixture.runRound().steps().isEmpty() ? 0 : 1;
    }
    assertTrue(restored < 10, () -> "never contested");
    assertEquals(State.LEAK, fixture.state(Family.IPV4));
  }

  private void restoreIpv4() {
    fixture.runRound();
    table.set(Family.IPV4, FLUSHED);
    fixture.runRound();
    fixture.clock.pass(GRACE);
    fixture.runRound();
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
  }
}
