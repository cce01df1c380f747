package io.github.rulewarden.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.FamilyStatus;
import io.github.rulewarden.api.State;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.Policy.BudgetLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** A reconciler with fake dependencies. */
final class ReconcilerFixture {
  static final int OPPONENT = 812;
  static final String MISSING = "CAP_NET_ADMIN is missing.";

  final FakeClock clock = new FakeClock();
  final FakeTable table;
  final Reconciler reconciler;

  private ReconcilerFixture(
      FakeTable table, Policy policy, Optional<String> impediment, StateStore store) {
    this.table = table;
    this.reconciler =
        new Reconciler(
            Scope.OWN,
            EnumSet.allOf(Family.class),
            new Settings(policy, List.of()),
            table,
            table.tunnels,
            port -> "vpnd (pid " + port + ")",
            clock,
            impediment,
            store);
  }

  static ReconcilerFixture of(String ipv4, String ipv6) {
    return of(FakeTable.of(ipv4, ipv6), Policy.DEFAULT);
  }

  static ReconcilerFixture of(FakeTable table, Policy policy) {
    return of(table, policy, StateStore.NONE);
  }

  static ReconcilerFixture of(FakeTable table, Policy policy, StateStore store) {
    return new ReconcilerFixture(table, policy, Optional.empty(), store);
  }

  static ReconcilerFixture withoutPermission(FakeTable table, Policy policy) {
    return new ReconcilerFixture(table, policy, Optional.of(MISSING), StateStore.NONE);
  }

  /** Returns a reconciler that has run one round. */
  static ReconcilerFixture afterOneRound(FakeTable table) {
    ReconcilerFixture fixture = of(table, Policy.DEFAULT);
    fixture.runRound();
    return fixture;
  }

  static Policy observing() {
    return Policy.DEFAULT.in(Mode.OBSERVE);
  }

  static Policy allowing(int undoneRepairs) {
    BudgetLimits limits =
        new BudgetLimits(undoneRepairs, Duration.ofSeconds(60), Duration.ofMinutes(5));
    return Policy.DEFAULT.within(limits);
  }

  /** Runs a round for an event that was received just now. */
  Round runRound() {
    return reconciler.reconcile(
        Initiator.POLICY, Freshness.CHANGED, clock.nanos(), Optional.empty());
  }

  /** Runs a round after other programs changed a family's rules to these. */
  Round runRoundWith(Family family, String listing) {
    table.set(family, listing);
    return runRound();
  }

  /** Runs a round after this time. */
  Round runRoundAfter(Duration time) {
    clock.pass(time);
    return runRound();
  }

  /**
   * Runs a round now and whenever one is due, until {@code time} has passed.
   *
   * @return the events, each with its time in milliseconds: {@code 700 Leak ipv4}
   */
  List<String> runRoundsFor(Duration time) {
    long begin = clock.nanos();
    long end = begin + time.toNanos();
    List<String> events = new ArrayList<>();
    Optional<Long> next = Optional.of(begin);
    while (next.isPresent() && next.get() - end <= 0) {
      clock.pass(Duration.ofNanos(Math.max(0, next.get() - clock.nanos())));
      for (String kind : kinds(runRound())) {
        events.add((clock.nanos() - begin) / 1_000_000 + " " + kind);
      }
      next = reconciler.nextRound();
    }
    return events;
  }

  /** Runs a round after the opponent changed a rule. */
  Round runRoundAfterOpponent() {
    return reconciler.reconcile(
        Initiator.POLICY, Freshness.CHANGED, clock.nanos(), Optional.of(OPPONENT));
  }

  Round repairByOperator() {
    return reconciler.reconcile(
        Initiator.OPERATOR, Freshness.CHANGED, clock.nanos(), Optional.empty());
  }

  FamilyStatus status(Family family) {
    for (FamilyStatus status : reconciler.report().status().families()) {
      if (status.family() == family) {
        return status;
      }
    }
    throw new AssertionError("no status of " + family);
  }

  /** Returns the state of the worst family. */
  State state() {
    return reconciler.report().status().state();
  }

  /** Returns the reason for {@link #state()}. */
  String reason() {
    return reconciler.report().status().reason();
  }

  State state(Family family) {
    return status(family).state();
  }

  String reason(Family family) {
    return status(family).reason();
  }

  /** Expects a round without events and steps. */
  static void expectNothing(Round round) {
    assertEquals(List.of(), round.events());
    assertEquals(List.of(), round.steps());
  }

  /** Returns the kinds of events, each with its family: {@code Inverted ipv4}. */
  static List<String> kinds(Round findings) {
    List<String> kinds = new ArrayList<>();
    for (Event event : findings.events()) {
      kinds.add(event.getClass().getSimpleName() + " " + ((Event.OfFamily) event).family().text());
    }
    return kinds;
  }
}
