package io.github.rulewarden.kernel;

import io.github.rulewarden.daemon.FakeStateStore;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.policy.Plan;
import io.github.rulewarden.policy.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One daemon after another on the same kernel; each may be killed at any message. */
final class Lives {
  /** What outlives a daemon. */
  record Estate(FakeKernel kernel, FakeStateStore store) {}

  /** Whether the kernel still handles the message at which the daemon is killed. */
  enum Moment {
    BEFORE,
    AFTER
  }

  /**
   * @param message 0 for the first that the daemon sends; messages of one datagram count singly
   */
  record Death(int message, Moment moment) {}

  /** SIGKILL. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  private final Estate estate;
  private final Policy policy;
  private final PairWatch watch = new PairWatch();
  private Runnable bystander = () -> {};
  private int messages;
  private List<Plan> plans = List.of();

  Lives(Estate estate, Policy policy) {
    this.estate = estate;
    this.policy = policy;
    estate.kernel().onChange(watch::look);
  }

  /** An action before each message of every daemon. */
  void meanwhile(Runnable action) {
    bystander = action;
  }

  /** A daemon starts and lives until it has nothing to do. */
  void liveInPeace() {
    live(Optional.empty(), () -> {});
  }

  /** A daemon starts; once it has nothing to do something happens, which it still takes care of. */
  void liveInPeace(Runnable event) {
    live(Optional.empty(), event);
  }

  /** A daemon starts and is killed, unless it has nothing to do before. */
  void liveUntil(Death death) {
    live(Optional.of(death), () -> {});
  }

  private void live(Optional<Death> death, Runnable event) {
    messages = 0;
    estate
        .kernel()
        .beforeMessage(() -> {
          bystander.run();
          die(death, Moment.BEFORE);
        });
    estate
        .kernel()
        .afterMessage(() -> {
          die(death, Moment.AFTER);
          messages++;
        });
    List<Runnable> events = new ArrayList<>(List.of(event));
    FakeDaemon daemon =
        new FakeDaemon(
            estate.kernel(),
            policy,
            estate.store(),
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
    estate.kernel().beforeMessage(() -> {});
    estate.kernel().afterMessage(() -> {});
  }

  private void die(Optional<Death> death, Moment moment) {
    if (death.equals(Optional.of(new Death(messages, moment)))) {
      throw new Killed();
    }
  }

  FakeKernel kernel() {
    return estate.kernel();
  }

  /** The state that the next daemon starts from, as a text. */
  String inheritance() {
    FakeKernel kernel = estate.kernel();
    return kernel.listing(Family.IPV4) + kernel.listing(Family.IPV6) + estate.store();
  }

  /** How many messages the last daemon sent. */
  int messages() {
    return messages;
  }

  /** How many plans the last daemon began for a family. */
  int plans(Family family) {
    return (int) plans.stream().filter(plan -> plan.family() == family).count();
  }

  /** What no daemon must ever have done. */
  List<String> complaints() {
    return watch.complaints();
  }
}
