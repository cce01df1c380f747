package io.github.rulewarden.daemon;

import static io.github.rulewarden.daemon.ReconcilerFixture.kinds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.api.State;
import io.github.rulewarden.fib.Address;
import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.InternetAddress;
import io.github.rulewarden.fib.PlainRoute;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.text.StepText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rounds after rules of a VPN disappeared while its tunnel is up. */
class ReconcilerLeakTest extends LeakFixture {
  private static final Address INTERNET = InternetAddress.of(Family.IPV4);
  private static final Duration SOON = Duration.ofMillis(500);

  /** Scenario 9. */
  @Test
  void aFlushIsReportedAfterHalfASecondAndRepairedAfterTwo() {
    fixture.runRound();
    assertEquals(List.of(), kinds(fixture.runRoundWith(Family.IPV4, FLUSHED)));
    assertEquals(State.IDLE, fixture.state(Family.IPV4), "its tunnel may be about to go");
    assertEquals(
        Optional.of(fixture.clock.nanos() + 200_000_000),
        fixture.reconciler.nextRound(),
        "to ask it for its settings");

    fixture.clock.pass(SOON);
    Round alarm = fixture.runRound();
    assertEquals(List.of("Leak ipv4"), kinds(alarm));
    assertEquals(State.LEAK, fixture.state());
    assertEquals(State.OK, fixture.state(Family.IPV6));
    assertTrue(fixture.reason(Family.IPV4).startsWith("wg0 is up, but"), "it names the tunnel");

    assertEquals(
        List.of(),
        kinds(fixture.runRoundAfter(GRACE.minus(SOON).minusNanos(1))),
        "it is reported once");
    fixture.clock.pass(Duration.ofNanos(1));
    Round restored = fixture.runRound();
    assertEquals(List.of("Repaired ipv4"), kinds(restored));
    assertEquals(
        List.of(
            "ip -4 rule add priority 5398 from all lookup main suppress_prefixlength 0",
            "ip -4 rule add priority 5399 not from all fwmark 0xca6c lookup 51820"),
        StepText.commands(restored.steps()));
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
    assertEquals(State.OK, fixture.state());
    assertEquals(Optional.empty(), fixture.reconciler.nextRound());
  }

  @Test
  void aPairIsRestoredWithoutAnAlarmIfItsTrafficIsNotRouted() {
    expectRestoredQuietly(new PlainRoute.Refused(PlainRoute.Refusal.NO_ROUTE_OR_RULE));
  }

  @Test
  void aPairIsRestoredWithoutAnAlarmIfItsTrafficLeavesByTheExitNode() {
    expectRestoredQuietly(new PlainRoute.LeavesBy(FakeTable.TAILSCALE.index(), 52, 0));
  }

  private void expectRestoredQuietly(PlainRoute.Outcome outcome) {
    table.peerRoutes(new PlainRoute(INTERNET, outcome));
    flushIpv4();
    List<String> events = fixture.runRoundsFor(Duration.ofSeconds(3));
    assertEquals(1, events.size(), events.toString());
    assertTrue(events.getFirst().endsWith("Repaired ipv4"), events.toString());
  }

  /** Another rule or route sends the packet of user 0 there; other packets may leak. */
  @Test
  void aPairIsRestoredWithoutAnAlarmIfItsTrafficEntersTheTunnel() {
    expectRestoredQuietly(new PlainRoute.LeavesBy(WG0.index(), 254, 1));
  }

  /** An uplink of kind TUN (clat), a long prefix or a blackhole for the queried address. */
  @Test
  void anAnswerThatProvesNothingIsReported() {
    for (PlainRoute.Outcome outcome :
        List.of(
            new PlainRoute.LeavesBy(FakeTable.TAILSCALE.index(), 254, 0),
            new PlainRoute.LeavesBy(FakeTable.TAILSCALE.index(), 52, 24),
            new PlainRoute.Refused(PlainRoute.Refusal.BLACKHOLE))) {
      table.peerRoutes(new PlainRoute(INTERNET, outcome));
      flushIpv4();
      List<String> events = fixture.runRoundsFor(SOON);
      assertEquals(1, events.size(), outcome + " " + events);
      assertTrue(events.getFirst().endsWith("Leak ipv4"), events.toString());
      fixture.runRoundsFor(GRACE);
    }
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
    assertEquals(State.OK, fixture.state());
  }

  /** The deadline of one family may pass during a round for the other family. */
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
    fixture.runRoundWith(Family.IPV4, STRIPPED);
    fixture.clock.pass(Duration.ofMillis(1900));
    fixture.runRoundWith(Family.IPV4, FLUSHED);
    fixture.runRoundAfter(Duration.ofMillis(1900));
    assertEquals(List.of(), table.executed());
    fixture.runRoundAfter(Duration.ofMillis(100));
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
  }

  @Test
  void nothingIsRestoredDuringWgQuickDown() {
    flushBoth();
    fixture.clock.pass(Duration.ofMillis(300));
    removeTunnel();
    assertEquals(List.of(), kinds(fixture.runRound()));
    assertEquals(List.of(), kinds(fixture.runRoundAfter(GRACE)));
    assertEquals(List.of(), table.executed());
    assertEquals(Optional.empty(), fixture.reconciler.nextRound());
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

  /** The table now leads to another link, so a capture would be wrong. */
  @Test
  void aRemedyMayBecomeInvalid() {
    flushBoth();
    fixture.clock.pass(Duration.ofSeconds(1));
    table.defaultRoutes(new DefaultRoute(Family.IPV4, 51820, 99));
    fixture.runRound();
    fixture.runRoundAfter(GRACE);
    assertEquals(FLUSHED, table.listing(Family.IPV4));
  }

  @Test
  void bothFamiliesAreRestoredTogether() {
    flushBoth();
    fixture.runRoundAfter(GRACE);
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV6));
  }

  @Test
  void theModeObserveOnlyReports() {
    fixture = ReconcilerFixture.of(table, ReconcilerFixture.observing());
    flushIpv4();
    assertEquals(List.of("Leak ipv4"), kinds(fixture.runRoundAfter(GRACE)));
    assertEquals(List.of(), table.executed());
  }

  /** Without the permission nothing will be restored, so waiting does not help. */
  @Test
  void theFindingDoesNotPromiseARestoreThatFails() {
    flushIpv4();
    fixture.runRoundAfter(SOON);
    assertEquals("wait until Rulewarden restores it, or restart the tunnel", leakFix());
    table.always(_ -> new Outcome.Denied(List.of(), ReconcilerFixture.MISSING));
    fixture.runRoundAfter(GRACE);
    assertEquals("restart the tunnel", leakFix());
  }

  private String leakFix() {
    return fixture.reconciler.report().lastRound().check().findings().getFirst().fix().text();
  }

  @Test
  void withoutRestoringLeaksAreOnlyReported() {
    fixture = ReconcilerFixture.of(table, Policy.DEFAULT.with(Policy.Restoring.NOTHING));
    flushIpv4();
    assertEquals(List.of("Leak ipv4"), kinds(fixture.runRoundAfter(GRACE)));
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
    assertEquals(List.of("Leak ipv4", "Leak ipv6"), kinds(fixture.runRoundAfter(SOON)));
    assertEquals(List.of(), table.executed(), "routes are their owner's");
  }

  /** Scenario 10: tailscaled adds its own rules again. */
  @Test
  void tailscalesLookupMayBeMissingForSixSeconds() {
    fixture.runRound();
    String missing = FakeTable.RIGHT.replace("5270: from all lookup 52\n", "");
    assertEquals(List.of(), kinds(fixture.runRoundWith(Family.IPV4, missing)));
    assertEquals(State.OK, fixture.state(Family.IPV4));
    assertEquals(
        "Tailscale's IPv4 lookup of table 52 is missing; tailscaled normally adds it again within"
            + " seconds.",
        fixture.reason(Family.IPV4));
    fixture.runRoundAfter(Duration.ofMillis(5999));
    assertEquals(State.OK, fixture.state(Family.IPV4));
    fixture.runRoundAfter(Duration.ofMillis(1));
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
    fixture.runRoundWith(Family.IPV4, bare);
    fixture.runRoundAfter(GRACE);
    assertEquals(bare, table.listing(Family.IPV4));
    fixture.runRoundWith(Family.IPV4, FLUSHED);
    fixture.runRoundAfter(GRACE);
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
  }

  /** The budget also limits restores if another program flushes the rules repeatedly. */
  @Test
  void restoringHasABudget() {
    fixture = ReconcilerFixture.of(table, ReconcilerFixture.allowing(2));
    fixture.runRound();
    int restored = 0;
    for (int i = 0; i < 10; i++) {
      fixture.runRoundWith(Family.IPV4, FLUSHED);
      fixture.clock.pass(GRACE);
      restored += fixture.runRound().steps().isEmpty() ? 0 : 1;
    }
    assertTrue(restored < 10, () -> "never contested");
    assertEquals(State.LEAK, fixture.state(Family.IPV4));
  }
}
