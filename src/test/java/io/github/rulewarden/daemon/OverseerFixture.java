package io.github.rulewarden.daemon;

import io.github.rulewarden.daemon.Overseer.Findings;
import io.github.rulewarden.daemon.Overseer.Urge;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.manager.Event;
import io.github.rulewarden.manager.FamilyStatus;
import io.github.rulewarden.manager.State;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.Policy.BudgetLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An overseer and all that it sees. */
final class OverseerFixture {
  static final int OPPONENT = 812;
  static final String MISSING = "CAP_NET_ADMIN is missing.";

  final FakeClock clock = new FakeClock();
  final FakeTable table;
  final Overseer overseer;

  private OverseerFixture(
      FakeTable table, Policy policy, Optional<String> impediment, Journal journal) {
    this.table = table;
    this.overseer =
        new Overseer(
            new Settings(policy, List.of()),
            table,
            port -> "vpnd (pid " + port + ")",
            clock,
            impediment,
            journal);
  }

  static OverseerFixture of(String ipv4, String ipv6) {
    return of(FakeTable.of(ipv4, ipv6), Policy.DEFAULT);
  }

  static OverseerFixture of(FakeTable table, Policy policy) {
    return of(table, policy, Journal.NONE);
  }

  static OverseerFixture of(FakeTable table, Policy policy, Journal journal) {
    return new OverseerFixture(table, policy, Optional.empty(), journal);
  }

  static OverseerFixture withoutPermission(FakeTable table, Policy policy) {
    return new OverseerFixture(table, policy, Optional.of(MISSING), Journal.NONE);
  }

  static Policy observing() {
    return Policy.DEFAULT.in(Mode.OBSERVE);
  }

  static Policy allowing(int undoneRepairs) {
    BudgetLimits limits =
        new BudgetLimits(undoneRepairs, Duration.ofSeconds(60), Duration.ofMinutes(5));
    return Policy.DEFAULT.within(limits);
  }

  /** A look because of an event that came just now. */
  Findings look() {
    return overseer.look(clock.nanos(), Optional.empty(), Urge.POLICY);
  }

  /**
   * Looks now and then whenever a look is due, until {@code time} has passed.
   *
   * @return what happened, each with the milliseconds that had passed: {@code 700 Leak ipv4}
   */
  List<String> lookFor(Duration time) {
    long begin = clock.nanos();
    long end = begin + time.toNanos();
    List<String> events = new ArrayList<>();
    Optional<Long> next = Optional.of(begin);
    while (next.isPresent() && next.get() - end <= 0) {
      clock.pass(Duration.ofNanos(Math.max(0, next.get() - clock.nanos())));
      for (String kind : kinds(look())) {
        events.add((clock.nanos() - begin) / 1_000_000 + " " + kind);
      }
      next = overseer.nextLook();
    }
    return events;
  }

  /** A look because the opponent changed a rule. */
  Findings lookAfterOpponent() {
    return overseer.look(clock.nanos(), Optional.of(OPPONENT), Urge.POLICY);
  }

  Findings command() {
    return overseer.repairNow();
  }

  FamilyStatus status(Family family) {
    for (FamilyStatus status : overseer.status().families()) {
      if (status.family() == family) {
        return status;
      }
    }
    throw new AssertionError("no status of " + family);
  }

  State state(Family family) {
    return status(family).state();
  }

  String reason(Family family) {
    return status(family).reason();
  }

  /** The kinds of events, each with its family: {@code Inverted ipv4}. */
  static List<String> kinds(Findings findings) {
    List<String> kinds = new ArrayList<>();
    for (Event event : findings.events()) {
      kinds.add(event.getClass().getSimpleName() + " " + ((Event.OfFamily) event).family().text());
    }
    return kinds;
  }
}
