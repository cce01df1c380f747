package io.github.rulewarden.daemon;

import static io.github.rulewarden.daemon.ReconcilerFixture.kinds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.State;
import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rounds while another program undoes the repairs. */
class ReconcilerBudgetTest {
  private static final long SECOND = 1_000_000_000;
  private static final int ALLOWED = 2;

  private final ReconcilerFixture fixture =
      ReconcilerFixture.of(
          FakeTable.of(FakeTable.NO_VPN, FakeTable.NO_VPN), ReconcilerFixture.allowing(ALLOWED));
  private final FakeTable table = fixture.table;

  @Test
  void tooManyUndoneRepairsAreContested() {
    for (int i = 0; i <= ALLOWED; i++) {
      assertEquals(List.of("Inverted ipv4", "Repaired ipv4"), kinds(undo()));
    }
    Round findings = undo();
    assertEquals(
        List.of("Inverted ipv4", "Contested ipv4", "Repaired ipv4"),
        kinds(findings),
        "the last repair before the pause");
    assertEquals(
        new Event.Contested(Scope.OWN.of(Family.IPV4), "vpnd (pid 812)"), findings.events().get(1));
    assertEquals(State.OK, fixture.state(Family.IPV4), "for now");
    assertEquals(Optional.empty(), fixture.reconciler.nextRound());

    assertEquals(List.of("Inverted ipv4"), kinds(undo()));
    assertEquals(State.CONTESTED, fixture.state(Family.IPV4));
    assertEquals(
        "vpnd (pid 812) adds `5208: from all lookup main suppress_prefixlength 0` ahead of"
            + " Tailscale again after each repair; the next repair is in 1 s.",
        fixture.reason(Family.IPV4));
    assertEquals(State.IDLE, fixture.state(Family.IPV6));
    assertEquals(State.CONTESTED, fixture.reconciler.report().status().state());
    assertEquals(Optional.of(fixture.clock.nanos() + SECOND), fixture.reconciler.nextRound());
    assertEquals(ALLOWED + 2, table.executed().size());
  }

  @Test
  void repairsContinueAfterThePauseAndTheNextPauseIsLonger() {
    contest();
    fixture.clock.pass(Duration.ofSeconds(1));
    assertEquals(List.of("Repaired ipv4"), kinds(fixture.runRoundAfterOpponent()));
    assertEquals(List.of("Inverted ipv4"), kinds(undo()));
    assertEquals(Optional.of(fixture.clock.nanos() + 2 * SECOND), fixture.reconciler.nextRound());
  }

  @Test
  void aRoundDuringThePauseDoesNothing() {
    contest();
    int before = table.executed().size();
    for (int i = 0; i < 5; i++) {
      ReconcilerFixture.expectNothing(fixture.runRoundAfterOpponent());
    }
    assertEquals(before, table.executed().size());
  }

  @Test
  void anOperatorsRepairIgnoresThePause() {
    contest();
    assertEquals(List.of("Repaired ipv4"), kinds(fixture.repairByOperator()));
    assertEquals(FakeTable.RIGHT, table.listing(Family.IPV4));
    assertEquals(Optional.empty(), fixture.reconciler.report().failure());
  }

  @Test
  void theOtherFamilyIsStillRepaired() {
    contest();
    table.set(Family.IPV6, FakeTable.INVERTED);
    assertEquals(List.of("Inverted ipv6", "Repaired ipv6"), kinds(fixture.runRound()));
  }

  @Test
  void anUnknownOpponentIsAnotherProgram() {
    for (int i = 0; i < ALLOWED + 3; i++) {
      table.set(Family.IPV4, FakeTable.INVERTED);
      fixture.runRound();
    }
    assertEquals(State.CONTESTED, fixture.state(Family.IPV4));
    assertTrue(fixture.reason(Family.IPV4).startsWith("Another program adds"));
  }

  @Test
  void anEarlierOpponentIsNotNamedForAnUnknownOne() {
    contest();
    fixture.clock.pass(Duration.ofMinutes(10));
    fixture.runRound();
    for (int i = 0; i < ALLOWED + 2; i++) {
      table.set(Family.IPV4, FakeTable.INVERTED);
      fixture.runRound();
    }
    assertEquals(State.CONTESTED, fixture.state(Family.IPV4));
    assertTrue(fixture.reason(Family.IPV4).startsWith("Another program adds"));
  }

  @Test
  void restartsOfTheTunnelAreNotContested() {
    for (int index = 10; index < 110; index++) {
      table.links(FakeTable.TAILSCALE, new Link(index, "wg0", Link.Kind.WIREGUARD));
      assertEquals(List.of("Inverted ipv4", "Repaired ipv4"), kinds(undo()));
    }
  }

  @Test
  void aRuleThatIsRefusedDoesNotMakeRestartsOfAnotherTunnelContested() {
    Link other = new Link(5, "wg1", Link.Kind.WIREGUARD);
    for (int index = 10; index < 110; index++) {
      table.links(FakeTable.TAILSCALE, other, new Link(index, "wg0", Link.Kind.WIREGUARD));
      table.defaultRoutes(
          new DefaultRoute(Family.IPV4, 51821, 5), new DefaultRoute(Family.IPV4, 51820, index));
      table.set(
          Family.IPV4,
          """
          5207: from all fwmark 0xca6d lookup 51821
          5207: not from all fwmark 0xca6d lookup 51821
          5208: from all lookup main suppress_prefixlength 0
          5209: not from all fwmark 0xca6c lookup 51820
          5270: from all lookup 52
          """);
      fixture.runRoundAfterOpponent();
      assertEquals(index - 9, table.executed().size());
      assertEquals(State.DEGRADED, fixture.state(Family.IPV4), "as the other rule stays");
    }
  }

  @Test
  void overtakenRepairsCountAsUndone() {
    table.set(Family.IPV4, FakeTable.INVERTED);
    table.always(plan ->
        new Outcome.Overtaken(List.of(plan.steps().getFirst(), plan.steps().getLast()), "faster"));
    for (int i = 0; i < 10; i++) {
      fixture.runRoundAfterOpponent();
    }
    assertEquals(ALLOWED + 2, table.executed().size());
    assertEquals(State.CONTESTED, fixture.state(Family.IPV4));
  }

  @Test
  void theNextRoundIsTheEarliestDeadline() {
    contest();
    table.set(Family.IPV6, FakeTable.INVERTED);
    fixture.clock.pass(Duration.ofMillis(400));
    table.always(_ -> new Outcome.Failed(List.of(), "The kernel refused."));
    fixture.runRound();
    assertEquals(
        Optional.of(fixture.clock.nanos() + SECOND - 400_000_000),
        fixture.reconciler.nextRound(),
        "the end of IPv4's pause, not the retry for IPv6");
  }

  /** Runs a round after the opponent added its rules again, and the event about it was received. */
  private Round undo() {
    table.set(Family.IPV4, FakeTable.INVERTED);
    return fixture.runRoundAfterOpponent();
  }

  /** Contests IPv4: the first pause has begun, and IPv4 is inverted. */
  private void contest() {
    for (int i = 0; i < ALLOWED + 3; i++) {
      undo();
    }
    assertEquals(State.CONTESTED, fixture.state(Family.IPV4));
  }
}
