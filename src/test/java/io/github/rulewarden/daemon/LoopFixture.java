package io.github.rulewarden.daemon;

import io.github.rulewarden.api.State;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A loop whose surroundings are all made up; runs on the test's own thread. */
public final class LoopFixture {
  final FakeClock clock;
  final FakeTable table = FakeTable.of(FakeTable.INVERTED, FakeTable.NO_VPN);
  final FakeTable stage = new FakeTable();
  final FakeEvents events;
  final Reporter reporter;
  final ReconcileLoop loop;
  private final Duration heartbeatInterval;
  private int beats;

  private LoopFixture(
      FakeClock clock,
      Policy policy,
      Duration heartbeatInterval,
      int rehearsals,
      Duration alertness) {
    this.clock = clock;
    this.events = new FakeEvents(clock);
    this.reporter = new Reporter(clock);
    this.heartbeatInterval = heartbeatInterval;
    this.loop =
        loop(
            policy,
            table,
            events,
            clock,
            heartbeat(),
            reporter,
            new WarmUp(stage(), clock, rehearsals),
            alertness,
            StateStore.NONE);
    events.atTheEnd(loop::stop);
  }

  static LoopFixture of(Policy policy) {
    return new LoopFixture(new FakeClock(), policy, Duration.ofDays(1), 0, Duration.ZERO);
  }

  static LoopFixture withClock(FakeClock clock) {
    return new LoopFixture(clock, Policy.DEFAULT, Duration.ofDays(1), 0, Duration.ZERO);
  }

  static LoopFixture withHeartbeat(Duration interval) {
    return new LoopFixture(new FakeClock(), Policy.DEFAULT, interval, 0, Duration.ZERO);
  }

  static LoopFixture withRehearsals(int rehearsals) {
    return new LoopFixture(
        new FakeClock(), Policy.DEFAULT, Duration.ofDays(1), rehearsals, Duration.ZERO);
  }

  static LoopFixture withAlertness(Duration alertness) {
    return new LoopFixture(new FakeClock(), Policy.DEFAULT, Duration.ofDays(1), 0, alertness);
  }

  /** The one place that knows what a loop is made of. */
  public static ReconcileLoop loop(
      Policy policy,
      RuleTable table,
      EventSource events,
      Clock clock,
      Heartbeat heartbeat,
      Reporter reporter,
      WarmUp warmUp,
      Duration alertness,
      StateStore store) {
    return loop(
        Scope.OWN, policy, table, events, clock, heartbeat, reporter, warmUp, alertness, store);
  }

  /** The same for a namespace. */
  public static ReconcileLoop loop(
      Scope scope,
      Policy policy,
      RuleTable table,
      EventSource events,
      Clock clock,
      Heartbeat heartbeat,
      Reporter reporter,
      WarmUp warmUp,
      Duration alertness,
      StateStore store) {
    return new ReconcileLoop(
        scope,
        new Settings(policy, List.of()),
        new ReconcileLoop.Surroundings(
            table, events, port -> "", clock, heartbeat, reporter, warmUp, alertness, store),
        Optional.empty());
  }

  void run() {
    loop.run(() -> {});
  }

  int beats() {
    return beats;
  }

  State state() {
    return reporter.latest().orElseThrow().state();
  }

  private Heartbeat heartbeat() {
    return new Heartbeat() {
      @Override
      public long intervalNanos() {
        return heartbeatInterval.toNanos();
      }

      @Override
      public void beat() {
        beats++;
      }
    };
  }

  private WarmUp.Stage stage() {
    return new WarmUp.Stage() {
      @Override
      public RuleTable table() {
        return stage;
      }

      @Override
      public StateStore store() {
        return StateStore.NONE;
      }

      @Override
      public void set() {
        stage.set(io.github.rulewarden.fib.Family.IPV4, FakeTable.INVERTED);
      }
    };
  }
}
