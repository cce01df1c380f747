package io.github.rulewarden.daemon;

import static io.github.rulewarden.daemon.ReconcilerFixture.kinds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.api.State;
import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.TunnelSettings;
import io.github.rulewarden.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Scenario 31: a family for which the kernel has no policy routing. */
class ReconcilerAbsentTest {
  private static final Link WG0 = new Link(4, "wg0", Link.Kind.WIREGUARD);
  private static final String ABSENT = "This kernel has no policy routing for IPv6.";

  @Test
  void theFamilyIsIdleAndTheOtherWorks() {
    FakeTable table = FakeTable.of(FakeTable.INVERTED, "");
    table.absent(Family.IPV6);
    ReconcilerFixture fixture = ReconcilerFixture.of(table, Policy.DEFAULT);
    assertEquals(List.of("Inverted ipv4", "Repaired ipv4"), kinds(fixture.runRound()));
    assertEquals(State.IDLE, fixture.state(Family.IPV6));
    assertEquals(ABSENT, fixture.reason(Family.IPV6));
    assertEquals(State.OK, fixture.state(Family.IPV4));
    assertEquals(State.OK, fixture.state());
    assertEquals(Optional.empty(), fixture.reconciler.nextRound());
    assertEquals(Optional.empty(), fixture.reconciler.report().failure());
  }

  @Test
  void eitherFamilyMayBeAbsent() {
    FakeTable table = FakeTable.of("", FakeTable.RIGHT);
    table.absent(Family.IPV4);
    ReconcilerFixture fixture = ReconcilerFixture.afterOneRound(table);
    assertEquals(State.IDLE, fixture.state(Family.IPV4));
    assertEquals("This kernel has no policy routing for IPv4.", fixture.reason(Family.IPV4));
    assertEquals(State.OK, fixture.state());
  }

  @Test
  void withoutBothFamiliesTheStateIsIdle() {
    FakeTable table = FakeTable.of("", "");
    table.absent(Family.IPV4, Family.IPV6);
    ReconcilerFixture fixture = ReconcilerFixture.afterOneRound(table);
    assertEquals(State.IDLE, fixture.state());
    assertEquals("This kernel has no policy routing for IPv4.", fixture.reason());
  }

  @Test
  void aMissingPermissionIsNotReportedForAnAbsentFamily() {
    FakeTable table = FakeTable.of(FakeTable.RIGHT, "");
    table.absent(Family.IPV6);
    ReconcilerFixture fixture = ReconcilerFixture.withoutPermission(table, Policy.DEFAULT);
    fixture.runRound();
    assertEquals(State.IDLE, fixture.state(Family.IPV6));
    assertEquals(State.DEGRADED, fixture.state(Family.IPV4));
  }

  @Test
  void lostEventsAreNotReportedForAnAbsentFamily() {
    FakeTable table = FakeTable.of(FakeTable.RIGHT, "");
    table.absent(Family.IPV6);
    ReconcilerFixture fixture = ReconcilerFixture.afterOneRound(table);
    assertEquals(State.DEGRADED, fixture.reconciler.report().lost().state());
    assertEquals(State.DEGRADED, fixture.state(Family.IPV4));
    assertEquals(State.IDLE, fixture.state(Family.IPV6));
    table.unreadable(Optional.of("The rules cannot be read: EBUSY."));
    fixture.runRound();
    assertEquals(State.IDLE, fixture.state(Family.IPV6));
    assertEquals(ABSENT, fixture.reason(Family.IPV6));
  }

  @Test
  void anAbsentFamilyCannotLeak() {
    FakeTable table = FakeTable.of(FakeTable.RIGHT, FakeTable.RIGHT);
    table.links(FakeTable.TAILSCALE, WG0);
    table.defaultRoutes(
        new DefaultRoute(Family.IPV4, 51820, 4), new DefaultRoute(Family.IPV6, 51820, 4));
    ReconcilerFixture fixture = ReconcilerFixture.afterOneRound(table);
    table.absent(Family.IPV6);
    assertEquals(List.of(), fixture.runRoundsFor(Duration.ofSeconds(10)));
    assertEquals(State.IDLE, fixture.state(Family.IPV6));
  }

  /** Normally the settings of a tunnel without a capture are requested repeatedly. */
  @Test
  void aTunnelThatIsCapturedInTheOtherFamilyIsNotProbed() {
    FakeTable table = withFullTunnel();
    table.absent(Family.IPV6);
    expectNoRequest(table);
  }

  /** A kernel may return an empty dump for a family that it lacks. */
  @Test
  void aTunnelIsNotProbedForAFamilyWithoutRules() {
    expectNoRequest(withFullTunnel());
  }

  @Test
  void aKnownPairIsALeakEvenIfNoRuleIsLeft() {
    FakeTable table = withFullTunnel();
    table.set(Family.IPV6, FakeTable.RIGHT);
    table.defaultRoutes(
        new DefaultRoute(Family.IPV4, 51820, 4), new DefaultRoute(Family.IPV6, 51820, 4));
    ReconcilerFixture fixture = ReconcilerFixture.afterOneRound(table);
    table.set(Family.IPV6, "");
    assertEquals(List.of("500 Leak ipv6"), fixture.runRoundsFor(Duration.ofSeconds(1)));
  }

  /** Creates a tunnel with a capture in IPv4 only, although its peer may carry IPv6 too. */
  private static FakeTable withFullTunnel() {
    FakeTable table = FakeTable.of(FakeTable.RIGHT, "");
    table.links(FakeTable.TAILSCALE, WG0);
    table.defaultRoutes(new DefaultRoute(Family.IPV4, 51820, 4));
    table.tunnels.set(new TunnelSettings(4, 51820, Set.of(Family.IPV4, Family.IPV6)));
    return table;
  }

  private static void expectNoRequest(FakeTable table) {
    ReconcilerFixture fixture = ReconcilerFixture.of(table, Policy.DEFAULT);
    assertEquals(List.of(), fixture.runRoundsFor(Duration.ofSeconds(10)));
    assertEquals(1, table.reads());
    assertEquals(Optional.empty(), fixture.reconciler.nextRound());
  }

  @Test
  void aFamilyThatAppearsIsRepaired() {
    FakeTable table = FakeTable.of(FakeTable.RIGHT, "");
    table.absent(Family.IPV6);
    ReconcilerFixture fixture = ReconcilerFixture.afterOneRound(table);
    table.absent();
    assertEquals(
        List.of("Inverted ipv6", "Repaired ipv6"),
        kinds(fixture.runRoundWith(Family.IPV6, FakeTable.INVERTED)));
    assertEquals(State.OK, fixture.state(Family.IPV6));
  }

  /** The two cases differ only in the kernel's answer. */
  @Test
  void anEmptyListOfRulesHasAnotherReason() {
    FakeTable table = FakeTable.of(FakeTable.RIGHT, "");
    table.absent(Family.IPV6);
    ReconcilerFixture fixture = ReconcilerFixture.afterOneRound(table);
    assertEquals(ABSENT, fixture.reason(Family.IPV6));
    table.absent();
    fixture.runRound();
    assertEquals(State.IDLE, fixture.state(Family.IPV6));
    assertEquals(
        "The kernel reports no IPv6 rules: either all were deleted, or the kernel has no policy"
            + " routing for IPv6.",
        fixture.reason(Family.IPV6));
  }
}
