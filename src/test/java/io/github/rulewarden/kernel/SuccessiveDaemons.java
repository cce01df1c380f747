package io.github.rulewarden.kernel;

import io.github.rulewarden.daemon.FakeStateStore;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One daemon after another on the same kernel; each may be killed at any message. */
final class SuccessiveDaemons {
  /** Whether the kernel still handles the message at which the daemon is killed. */
  enum Moment {
    BEFORE,
    AFTER
  }

  /**
   * @param message 0 for the first that the daemon sends; messages of one datagram count singly
   */
  record Kill(int message, Moment moment) {}

  /** SIGKILL. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  private final FakeKernel kernel;
  private final FakeStateStore store;
  private final Policy policy;
  private final PairWatch watch = new PairWatch();
  private Runnable beforeMessage = () -> {};
  private int messages;
  private List<Plan> plans = List.of();

  SuccessiveDaemons(FakeKernel kernel, FakeStateStore store, Policy policy) {
    this.kernel = kernel;
    this.store = store;
    this.policy = policy;
    kernel.onChange(watch::check);
  }

  /** An action before each message of every daemon. */
  void beforeEachMessage(Runnable action) {
    beforeMessage = action;
  }

  /** Starts a daemon and runs it until it is idle. */
  void runUntilIdle() {
    run(Optional.empty(), () -> {});
  }

  /** Starts a daemon, runs the event when the daemon is idle, and lets it handle the event. */
  void runUntilIdle(Runnable event) {
    run(Optional.empty(), event);
  }

  /** Starts a daemon and kills it, unless it becomes idle before. */
  void runUntil(Kill kill) {
    run(Optional.of(kill), () -> {});
  }

  private void run(Optional<Kill> kill, Runnable event) {
    messages = 0;
    kernel.beforeMessage(() -> {
      beforeMessage.run();
      killIfDue(kill, Moment.BEFORE);
    });
    kernel.afterMessage(() -> {
      killIfDue(kill, Moment.AFTER);
      messages++;
    });
    List<Runnable> events = new ArrayList<>(List.of(event));
    FakeDaemon daemon =
        new FakeDaemon(
            kernel,
            policy,
            store,
            () -> {
              if (events.isEmpty()) {
                return Optional.empty();
              }
              events.removeFirst().run();
              return Optional.of(Duration.ZERO);
            });
    try {
      daemon.run();
    } catch (Killed e) {
      // The next daemon continues from this state.
    }
    plans = daemon.plans();
    kernel.beforeMessage(() -> {});
    kernel.afterMessage(() -> {});
  }

  private void killIfDue(Optional<Kill> kill, Moment moment) {
    if (kill.equals(Optional.of(new Kill(messages, moment)))) {
      throw new Killed();
    }
  }

  FakeKernel kernel() {
    return kernel;
  }

  /** Returns the state from which the next daemon starts, as a text. */
  String remainingState() {
    return kernel.listing(Family.IPV4) + kernel.listing(Family.IPV6) + store;
  }

  /** Returns the number of messages that the last daemon sent. */
  int messages() {
    return messages;
  }

  /** Returns the number of plans that the last daemon began for a family. */
  int plans(Family family) {
    return (int) plans.stream().filter(plan -> plan.family() == family).count();
  }

  /** Returns the forbidden actions of all daemons. */
  List<String> violations() {
    return watch.violations();
  }
}
