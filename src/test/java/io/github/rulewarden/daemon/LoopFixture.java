package io.github.rulewarden.daemon;

import io.github.rulewarden.api.State;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.plan.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;

/** A loop with fake dependencies that runs on the test's own thread. */
public final class LoopFixture {
  final FakeClock clock;
  final FakeTable table = FakeTable.of(FakeTable.INVERTED, FakeTable.NO_VPN);
  final FakeTable sandbox = new FakeTable();
  final FakeEvents events;
  final Reporter reporter;
  final ReconcileLoop loop;
  private final Duration heartbeatInterval;
  private int beats;

  private LoopFixture(
      FakeClock clock, Policy policy, Duration heartbeatInterval, int warmUps, Duration busyPoll) {
    this.clock = clock;
    this.events = new FakeEvents(clock);
    this.reporter = new Reporter(clock);
    this.heartbeatInterval = heartbeatInterval;
    this.loop =
        loop(
            policy,
            table,
            table.tunnels,
            events,
            clock,
            heartbeat(),
            reporter,
            new WarmUp(sandbox(), clock, warmUps),
            busyPoll,
            StateStore.NONE);
    events.whenDone(loop::stop);
  }

  static LoopFixture of(Policy policy) {
    return new LoopFixture(new FakeClock(), policy, Duration.ofDays(1), 0, Duration.ZERO);
  }

  /** Returns a loop whose second repair of IPv4 is undone, so that a pause of one second begins. */
  static LoopFixture contested() {
    LoopFixture fixture = of(ReconcilerFixture.allowing(0));
    for (int i = 0; i < 2; i++) {
      fixture.events.nextChange(() -> fixture.table.set(Family.IPV4, FakeTable.INVERTED));
    }
    return fixture;
  }

  static LoopFixture withClock(FakeClock clock) {
    return new LoopFixture(clock, Policy.DEFAULT, Duration.ofDays(1), 0, Duration.ZERO);
  }

  static LoopFixture withHeartbeat(Duration interval) {
    return new LoopFixture(new FakeClock(), Policy.DEFAULT, interval, 0, Duration.ZERO);
  }

  static LoopFixture withWarmUps(int warmUps) {
    return new LoopFixture(
        new FakeClock(), Policy.DEFAULT, Duration.ofDays(1), warmUps, Duration.ZERO);
  }

  static LoopFixture withBusyPoll(Duration busyPoll) {
    return new LoopFixture(new FakeClock(), Policy.DEFAULT, Duration.ofDays(1), 0, busyPoll);
  }

  /** Creates a loop for the own namespace. */
  public static ReconcileLoop loop(
      Policy policy,
      RuleTable table,
      TunnelSettingsSource tunnels,
      EventSource events,
      Clock clock,
      Heartbeat heartbeat,
      Reporter reporter,
      WarmUp warmUp,
      Duration busyPoll,
      StateStore store) {
    return loop(
        Scope.OWN, policy, table, tunnels, events, clock, heartbeat, reporter, warmUp, busyPoll,
        store);
  }

  /** Creates a loop for a namespace. */
  public static ReconcileLoop loop(
      Scope scope,
      Policy policy,
      RuleTable table,
      TunnelSettingsSource tunnels,
      EventSource events,
      Clock clock,
      Heartbeat heartbeat,
      Reporter reporter,
      WarmUp warmUp,
      Duration busyPoll,
      StateStore store) {
    return new ReconcileLoop(
        scope,
        new Settings(policy, List.of()),
        new ReconcileLoop.Dependencies(
            table,
            tunnels,
            events,
            port -> "",
            clock,
            heartbeat,
            reporter,
            warmUp,
            busyPoll,
            store),
        Optional.empty());
  }

  void run() {
    loop.run(() -> {});
  }

  /**
   * Plans a repair that an operator requests during a wait.
   *
   * @param beforeRepair runs on the loop's thread when the request is pending
   */
  FutureTask<List<Step>> nextOperatorRepair(Runnable beforeRepair) {
    FutureTask<List<Step>> operator = new FutureTask<>(loop::repair);
    events.next(_ -> {
      Thread.ofPlatform().daemon().start(operator);
      events.awaitWake();
      beforeRepair.run();
      return events.wakeup();
    });
    return operator;
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

  private WarmUp.Sandbox sandbox() {
    return new WarmUp.Sandbox() {
      @Override
      public RuleTable table() {
        return sandbox;
      }

      @Override
      public StateStore store() {
        return StateStore.NONE;
      }

      @Override
      public void invert() {
        sandbox.set(Family.IPV4, FakeTable.INVERTED);
      }
    };
  }
}
