package io.github.rulewarden.kernel;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.daemon.EventSource;
import io.github.rulewarden.daemon.FakeClock;
import io.github.rulewarden.daemon.Heartbeat;
import io.github.rulewarden.daemon.Outcome;
import io.github.rulewarden.daemon.ReadRequest;
import io.github.rulewarden.daemon.ReconcileLoop;
import io.github.rulewarden.daemon.Reporter;
import io.github.rulewarden.daemon.RuleTable;
import io.github.rulewarden.daemon.Settings;
import io.github.rulewarden.daemon.StateStore;
import io.github.rulewarden.daemon.TunnelSettingsSource;
import io.github.rulewarden.daemon.Wakeup;
import io.github.rulewarden.daemon.WarmUp;
import io.github.rulewarden.fib.Address;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.PlainRoute;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.kernel.rule.RuleChannel;
import io.github.rulewarden.kernel.warmup.WarmUpKernel;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The whole daemon on a {@link FakeKernel}: the real loop, the real table, the real event
 * dispatcher; only kernel and clock are fake. It runs on the thread of the test.
 */
final class FakeDaemon implements EventSource {
  /** The actions of a test, one for each time the daemon has nothing left to do. */
  interface IdleActions {
    /** Executes the next action and returns the time that passes; empty at the end. */
    Optional<Duration> next();
  }

  /** More wakeups than any story needs; a daemon that needs more would never stop. */
  private static final int MOST_WAKEUPS = 1000;

  private final FakeClock clock = new FakeClock();
  private final FakeSocket rules;
  private final FakeSocket topology;
  private final KernelRuleTable table;
  private final EventDispatcher dispatcher;
  private final Reporter reporter = new Reporter(clock);
  private final ReconcileLoop loop;
  private final List<Event> reported = new CopyOnWriteArrayList<>();
  private final List<Plan> plans = new ArrayList<>();
  private final IdleActions idleActions;
  private Duration toPass = Duration.ZERO;
  private int wakeups;
  private boolean isResumed;

  FakeDaemon(FakeKernel kernel, Policy policy, StateStore store, IdleActions idleActions) {
    this.idleActions = idleActions;
    this.rules = kernel.watchRules();
    this.topology = kernel.watchTopology();
    this.table = new KernelRuleTable(new RuleChannel(kernel::open));
    this.dispatcher = new EventDispatcher(table);
    table.attachEvents(() -> dispatcher.drain(rules));
    this.loop =
        new ReconcileLoop(
            Scope.OWN,
            new Settings(policy, List.of()),
            new ReconcileLoop.Dependencies(
                counted(table),
                TunnelSettingsSource.NONE,
                this,
                port -> port == FakeKernel.OTHER_PROCESS ? "somebody" : "",
                clock,
                Heartbeat.NONE,
                reporter,
                new WarmUp(new WarmUpKernel(StateStore.NONE), clock, 0),
                Duration.ZERO,
                store),
            Optional.empty());
  }

  /** Records the reported events from now on. */
  FakeDaemon listenedTo() {
    reporter.start(List.of((_, events) -> reported.addAll(events)));
    return this;
  }

  /** Returns the real table with a record of every plan. */
  private RuleTable counted(KernelRuleTable real) {
    return new RuleTable() {
      @Override
      public Snapshot read(ReadRequest request) throws UnreadableException {
        return real.read(request);
      }

      @Override
      public List<PlainRoute> routes(Snapshot snapshot, List<Address> destinations) {
        return real.routes(snapshot, destinations);
      }

      @Override
      public Outcome execute(Plan plan) {
        plans.add(plan);
        return real.execute(plan);
      }
    };
  }

  /** Returns the plans whose execution began. */
  List<Plan> plans() {
    return plans;
  }

  /** Runs until there are no more actions. */
  void run() {
    try {
      loop.run(() -> {});
    } finally {
      reporter.close();
      rules.close();
      topology.close();
      table.close();
    }
  }

  /** Returns the events that the ended daemon reported; a listener must have recorded them. */
  List<Event> reported() {
    return reported;
  }

  /** Whether the first round is over. */
  boolean isStarted() {
    return reporter.latest().isPresent();
  }

  Status status() {
    return reporter.latest().orElseThrow();
  }

  @Override
  public Wakeup await(long timeoutNanos) {
    if (++wakeups > MOST_WAKEUPS) {
      throw new AssertionError("the daemon does not become idle");
    }
    while (!isResumed && !rules.hasSomething() && !topology.hasSomething()) {
      if (toPass.isZero()) {
        Optional<Duration> next = idleActions.next();
        if (next.isEmpty()) {
          loop.stop();
          return dispatcher.wakeup(clock.nanos());
        }
        toPass = next.get();
      } else if (toPass.toNanos() >= timeoutNanos) {
        pass(Duration.ofNanos(timeoutNanos));
        return dispatcher.wakeup(clock.nanos());
      } else {
        pass(toPass);
      }
    }
    isResumed = false;
    long receivedNanos = clock.nanos();
    dispatcher.drain(topology);
    dispatcher.drain(rules);
    return dispatcher.wakeup(receivedNanos);
  }

  @Override
  public void disregard(Set<Family> families) {
    for (Family family : Family.values()) {
      boolean isIgnored = families.contains(family);
      if (isIgnored && !dispatcher.isDisregarding(family)) {
        dispatcher.disregard(family);
      } else if (!isIgnored && dispatcher.isDisregarding(family)) {
        dispatcher.resume(family);
        isResumed = true;
      }
    }
  }

  private void pass(Duration time) {
    clock.pass(time);
    toPass = toPass.minus(time);
  }

  @Override
  public void pause(long nanos) {
    clock.pass(Duration.ofNanos(nanos));
  }

  @Override
  public void wake() {
    // No thread waits: the loop runs on the thread that would wake it.
  }
}
