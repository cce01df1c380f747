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

/** What the overseer does when rules of a VPN vanish while its tunnel is up. */
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

  /** Its peers may carry a part of the addresses only. */
  private static final Link SPLIT = new Link(5, "wg1", Link.Kind.WIREGUARD);

  /** It may carry everything of IPv4, and wg-quick's firewall rules are there. */
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
  void aFlushIsALeakAfterHalfASecondAndMendedAfterTwo() {
    fixture.look();
    table.set(Family.IPV4, FLUSHED);
    assertEquals(List.of(), kinds(fixture.look()));
    assertEquals(State.IDLE, fixture.state(Family.IPV4), "its tunnel may be about to go");
    assertEquals(
        Optional.of(fixture.clock.nanos() + 200_000_000),
        fixture.reconciler.nextLook(),
        "to ask it for its settings");

    fixture.clock.pass(SOON);
    Round alarm = fixture.look();
    assertEquals(List.of("Leak ipv4"), kinds(alarm));
    assertEquals(State.LEAK, fixture.reconciler.report().status().state());
    assertEquals(State.OK, fixture.state(Family.IPV6));
    assertTrue(fixture.reason(Family.IPV4).startsWith("wg0 is up, but"), "it names the tunnel");

    fixture.clock.pass(GRACE.minus(SOON).minusNanos(1));
    assertEquals(List.of(), kinds(fixture.look()), "it is told once");
    fixture.clock.pass(Duration.ofNanos(1));
    Round restored = fixture.look();
    assertEquals(List.of("Repaired ipv4"), kinds(restored));
    assertEquals(
        List.of(
            "ip -4 rule add priority 5398 from all lookup main suppress_prefixlength 0",
            "ip -4 rule add priority 5399 not from all fwmark 0xca6c lookup 51820"),
        restored.steps());
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
    assertEquals(State.OK, fixture.reconciler.report().status().state());
    assertEquals(Optional.empty(), fixture.reconciler.nextLook());
  }

  @Test
  void aRestorationThatIsDeniedIsReportedOnceAndStaysInTheReason() {
    table.always(_ -> new Outcome.Denied(List.of(), ReconcilerFixture.MISSING));
    fixture.look();
    table.set(Family.IPV4, FLUSHED);
    List<String> events = new ArrayList<>();
    for (String event : fixture.lookFor(Duration.ofSeconds(30))) {
      events.add(event.substring(event.indexOf(' ') + 1));
    }
    assertEquals(List.of("Leak ipv4", "Refused ipv4"), events);
    assertTrue(fixture.reason(Family.IPV4).endsWith(ReconcilerFixture.MISSING));
    table.always(table::carryOut);
    fixture.lookFor(Duration.ofSeconds(3));
    assertEquals(State.OK, fixture.reconciler.report().status().state());
  }

  /** One family's moment may come while a look goes on for the other's. */
  @Test
  void noMomentIsMissedThoughLooksTakeTime() {
    for (int millis = 0; millis < 20; millis++) {
      FakeTable rules = FakeTable.of(FakeTable.RIGHT, FakeTable.RIGHT);
      rules.links(FakeTable.TAILSCALE, WG0);
      rules.defaultRoutes(ROUTES);
      ReconcilerFixture two = ReconcilerFixture.of(rules, Policy.DEFAULT);
      two.look();
      rules.set(Family.IPV4, FLUSHED);
      two.look();
      two.clock.pass(Duration.ofMillis(millis));
      rules.set(Family.IPV6, FLUSHED);
      two.look();
      two.clock.tick(Duration.ofMillis(1));
      for (int looks = 0; looks < 100 && two.reconciler.nextLook().isPresent(); looks++) {
        long left = two.reconciler.nextLook().get() - two.clock.nanos();
        two.clock.pass(Duration.ofNanos(Math.max(0, left)));
        two.look();
      }
      String said = millis + " ms between the two";
      assertEquals(FakeTable.RIGHT, rules.listing(Family.IPV4), said);
      assertEquals(FakeTable.RIGHT, rules.listing(Family.IPV6), said);
    }
  }

  /** A restorer that does not wait makes {@code wg-quick down} loop for ever. */
  @Test
  void theGraceBeginsAnewWheneverSomethingElseDisappears() {
    fixture.look();
    table.set(Family.IPV4, STRIPPED);
    fixture.look();
    fixture.clock.pass(Duration.ofMillis(1900));
    table.set(Family.IPV4, FLUSHED);
    fixture.look();
    fixture.clock.pass(Duration.ofMillis(1900));
    fixture.look();
    assertEquals(List.of(), table.executed());
    fixture.clock.pass(Duration.ofMillis(100));
    fixture.look();
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
  }

  @Test
  void wgQuickDownIsLeftInPeace() {
    fixture.look();
    table.set(Family.IPV4, FLUSHED);
    table.set(Family.IPV6, FLUSHED);
    fixture.look();
    fixture.clock.pass(Duration.ofMillis(300));
    table.links(FakeTable.TAILSCALE);
    table.defaultRoutes();
    assertEquals(List.of(), kinds(fixture.look()));
    fixture.clock.pass(GRACE);
    assertEquals(List.of(), kinds(fixture.look()));
    assertEquals(List.of(), table.executed());
    assertEquals(Optional.empty(), fixture.reconciler.nextLook());
  }

  /** Scenario 6. */
  @Test
  void aStrippedCompanionIsPutBackInFrontOfItsCapture() {
    fixture.look();
    table.set(Family.IPV6, STRIPPED);
    fixture.look();
    fixture.clock.pass(GRACE);
    assertEquals(List.of("Leak ipv6", "Repaired ipv6"), kinds(fixture.look()));
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV6));
  }

  @Test
  void whatWasPutBackGoesWithItsTunnel() {
    restoreIpv4();
    table.links(FakeTable.TAILSCALE);
    table.defaultRoutes();
    Round findings = fixture.look();
    assertEquals(List.of("Withdrawn ipv4"), kinds(findings));
    assertEquals(FLUSHED, table.listing(Family.IPV4));
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV6), "that is wg-quick's own");
  }

  @Test
  void whatWasPutBackIsWithdrawnByASuccessorToo() {
    FakeStateStore store = new FakeStateStore();
    fixture = ReconcilerFixture.of(table, Policy.DEFAULT, store);
    restoreIpv4();
    table.links(FakeTable.TAILSCALE);
    table.defaultRoutes();
    fixture = ReconcilerFixture.of(table, Policy.DEFAULT, store);
    assertEquals(List.of("Withdrawn ipv4"), kinds(fixture.look()));
    assertEquals(FLUSHED, table.listing(Family.IPV4));
  }

  @Test
  void aSuccessorKnowsWhatItsPredecessorSaw() {
    FakeStateStore store = new FakeStateStore();
    ReconcilerFixture.of(table, Policy.DEFAULT, store).look();
    table.set(Family.IPV4, FLUSHED);
    fixture = ReconcilerFixture.of(table, Policy.DEFAULT, store);
    fixture.look();
    fixture.clock.pass(GRACE);
    fixture.look();
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
  }

  /** The journal is written before the kernel is: who dies in between leaves no riddle. */
  @Test
  void aPlanIsRememberedBeforeItIsCarriedOut() {
    FakeStateStore store = new FakeStateStore();
    table.set(Family.IPV4, FakeTable.INVERTED);
    List<Integer> pendingDeletes = new ArrayList<>();
    table.next(plan -> {
      pendingDeletes.add(store.saved().pendingDeletes().size());
      return table.carryOut(plan);
    });
    ReconcilerFixture.of(table, Policy.DEFAULT, store).look();
    assertEquals(List.of(2), pendingDeletes);
    assertEquals(List.of(), store.saved().pendingDeletes());
    assertEquals(2, store.saved().moves().size());
  }

  /** Its place, and its looks, are those of what was put back for the tunnel before it. */
  @Test
  void aNewTunnelsPairIsNotTakenForWhatWasPutBack() {
    FakeStateStore store = new FakeStateStore();
    fixture = ReconcilerFixture.of(table, Policy.DEFAULT, store);
    restoreIpv4();
    table.links(FakeTable.TAILSCALE, new Link(9, "wg0", Link.Kind.WIREGUARD));
    table.defaultRoutes(new DefaultRoute(Family.IPV4, 51820, 9));
    table.set(Family.IPV4, FakeTable.INVERTED);
    fixture = ReconcilerFixture.of(table, Policy.DEFAULT, store);
    assertEquals(List.of("Inverted ipv4", "Repaired ipv4"), kinds(fixture.look()));
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
    fixture.look();
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
  }

  /** What is ripe and may not be mended must not make the loop spin. */
  @Test
  void aLeakThatIsOnlyToldIsNoReasonToLookAgain() {
    fixture = ReconcilerFixture.of(table, ReconcilerFixture.observing());
    fixture.look();
    table.set(Family.IPV4, FLUSHED);
    for (int i = 0; i < 20; i++) {
      fixture.look();
      long now = fixture.clock.nanos();
      assertTrue(fixture.reconciler.nextLook().map(next -> next - now > 0).orElse(true));
      fixture.clock.pass(Duration.ofMillis(250));
    }
  }

  /** Somebody led the table elsewhere meanwhile: a capture would be wrong now. */
  @Test
  void whatWasCertainMayNotBeSoAnyMore() {
    fixture.look();
    table.set(Family.IPV4, FLUSHED);
    table.set(Family.IPV6, FLUSHED);
    fixture.look();
    fixture.clock.pass(Duration.ofSeconds(1));
    table.defaultRoutes(new DefaultRoute(Family.IPV4, 51820, 99));
    fixture.look();
    fixture.clock.pass(GRACE);
    fixture.look();
    assertEquals(FLUSHED, table.listing(Family.IPV4));
  }

  @Test
  void bothFamiliesAreMendedTogether() {
    fixture.look();
    table.set(Family.IPV4, FLUSHED);
    table.set(Family.IPV6, FLUSHED);
    fixture.look();
    fixture.clock.pass(GRACE);
    fixture.look();
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV6));
  }

  @Test
  void observingOnlyTells() {
    fixture = ReconcilerFixture.of(table, ReconcilerFixture.observing());
    fixture.look();
    table.set(Family.IPV4, FLUSHED);
    fixture.look();
    fixture.clock.pass(GRACE);
    assertEquals(List.of("Leak ipv4"), kinds(fixture.look()));
    assertEquals(List.of(), table.executed());
  }

  @Test
  void whereNothingIsToBeRestoredItOnlyTells() {
    fixture = ReconcilerFixture.of(table, Policy.DEFAULT.with(Policy.Restoring.NOTHING));
    fixture.look();
    table.set(Family.IPV4, FLUSHED);
    fixture.look();
    fixture.clock.pass(GRACE);
    assertEquals(List.of("Leak ipv4"), kinds(fixture.look()));
    assertEquals(List.of(), table.executed());
  }

  @Test
  void wgQuicksOwnGapIsNoLeak() {
    fixture.look();
    table.defaultRoutes();
    fixture.look();
    fixture.clock.pass(Duration.ofMillis(499));
    table.defaultRoutes(ROUTES);
    assertEquals(List.of(), kinds(fixture.look()));
    table.defaultRoutes();
    fixture.look();
    fixture.clock.pass(SOON);
    assertEquals(List.of("Leak ipv4", "Leak ipv6"), kinds(fixture.look()));
    assertEquals(List.of(), table.executed(), "routes are their owner's");
  }

  /** Nobody saw the pair, but the tunnel says whose table is its mark. */
  @Test
  void aPairThatWasFlushedBeforeTheStartIsPutBackByItsSignature() {
    table.set(Family.IPV4, FLUSHED);
    table.settings(FULL);
    List<String> events = fixture.lookFor(Duration.ofSeconds(10));
    assertEquals(List.of("700 Leak ipv4", "2300 Repaired ipv4"), events);
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
  }

  /**
   * systemd-networkd deleted everybody's rules between wg-quick's two, as it may at boot: the
   * second is all that is left, ahead of Tailscale.
   */
  @Test
  void theHalfThatAPurgeLeftGoesWithTheCaptureThatIsPutBack() {
    table.set(Family.IPV4, FLUSHED);
    table.settings(FULL);
    table.defaultRoutes(ROUTES[1]);
    fixture.look();
    table.set(Family.IPV4, CAPTURE_AHEAD);
    fixture.look();
    table.set(Family.IPV4, FLUSHED);
    fixture.look();
    table.set(Family.IPV4, SUPPRESS_AHEAD);
    fixture.look();
    table.defaultRoutes(ROUTES);
    fixture.lookFor(Duration.ofSeconds(10));
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
    assertEquals(State.OK, fixture.reconciler.report().status().state());
  }

  /** The daemon comes when that is over: wg-quick's signature says what belongs together. */
  @Test
  void theHalfThatAPurgeLeftIsKnownWithoutMemory() {
    table.set(Family.IPV4, SUPPRESS_AHEAD);
    table.settings(FULL);
    fixture.lookFor(Duration.ofSeconds(10));
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
  }

  /** The daemon comes while wg-quick is at it: the link is up, and nothing leads into it yet. */
  @Test
  void whatTheFirstLookFindsWasThereBefore() {
    String beside =
        FLUSHED.replace("5270:", "2500: from all lookup main suppress_prefixlength 0\n5270:");
    table.set(Family.IPV4, beside);
    table.defaultRoutes();
    fixture.look();
    String capture = "2499: not from all fwmark 0xca6c lookup 51820\n";
    table.set(Family.IPV4, beside.replace("2500:", capture + "2500:"));
    fixture.look();
    assertEquals(
        beside.replace("32766:", "5399: not from all fwmark 0xca6c lookup 51820\n32766:"),
        table.listing(Family.IPV4));
  }

  /** It was there before the tunnel was, or beside one that captures nothing: somebody's own. */
  @Test
  void anotherSuppressRuleStaysWhatever() {
    table.set(Family.IPV4, SUPPRESS_AHEAD);
    table.links(FakeTable.TAILSCALE, SPLIT);
    table.settings(new TunnelSettings(SPLIT.index(), 0, Set.of()));
    table.defaultRoutes();
    fixture.lookFor(Duration.ofSeconds(10));
    table.links(FakeTable.TAILSCALE, SPLIT, WG0);
    table.defaultRoutes(ROUTES);
    table.settings(FULL);
    fixture.lookFor(Duration.ofSeconds(10));
    assertEquals(
        FakeTable.RIGHT.replace("5270:", SUPPRESS_LINE + "5270:"), table.listing(Family.IPV4));
  }

  /** Scenario 10: tailscaled puts its own rules back. */
  @Test
  void tailscalesLookupMayBeMissingForSixSeconds() {
    fixture.look();
    String missing = FakeTable.RIGHT.replace("5270: from all lookup 52\n", "");
    table.set(Family.IPV4, missing);
    assertEquals(List.of(), kinds(fixture.look()));
    assertEquals(State.OK, fixture.state(Family.IPV4));
    assertEquals(
        "Tailscale's lookup of table 52 is gone for the moment; tailscaled puts it back by itself.",
        fixture.reason(Family.IPV4));
    fixture.clock.pass(Duration.ofMillis(5999));
    fixture.look();
    assertEquals(State.OK, fixture.state(Family.IPV4));
    fixture.clock.pass(Duration.ofMillis(1));
    fixture.look();
    assertEquals(State.IDLE, fixture.state(Family.IPV4));
    assertEquals(List.of(), table.executed());
  }

  /** A flush takes Tailscale's rules, too; behind which priority is known when they are back. */
  @Test
  void thePairWaitsForTailscale() {
    fixture.look();
    String bare = "0: from all lookup local\n32766: from all lookup main\n";
    table.set(Family.IPV4, bare);
    fixture.look();
    fixture.clock.pass(GRACE);
    fixture.look();
    assertEquals(bare, table.listing(Family.IPV4));
    table.set(Family.IPV4, FLUSHED);
    fixture.look();
    fixture.clock.pass(GRACE);
    fixture.look();
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
  }

  /** Somebody who flushes again and again wins in the end: the budget is for restores, too. */
  @Test
  void restoringHasABudget() {
    fixture = ReconcilerFixture.of(table, ReconcilerFixture.allowing(2));
    fixture.look();
    int restored = 0;
    for (int i = 0; i < 10; i++) {
      table.set(Family.IPV4, FLUSHED);
      fixture.look();
      fixture.clock.pass(GRACE);
      restored += fixture.look().steps().isEmpty() ? 0 : 1;
    }
    assertTrue(restored < 10, () -> "never contested");
    assertEquals(State.LEAK, fixture.state(Family.IPV4));
  }

  private void restoreIpv4() {
    fixture.look();
    table.set(Family.IPV4, FLUSHED);
    fixture.look();
    fixture.clock.pass(GRACE);
    fixture.look();
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
  }
}
