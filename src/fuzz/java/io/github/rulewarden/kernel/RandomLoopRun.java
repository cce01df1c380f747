package io.github.rulewarden.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.api.FamilyStatus;
import io.github.rulewarden.api.State;
import io.github.rulewarden.daemon.EventSource;
import io.github.rulewarden.daemon.FakeClock;
import io.github.rulewarden.daemon.FakeStateStore;
import io.github.rulewarden.daemon.Heartbeat;
import io.github.rulewarden.daemon.LoopFixture;
import io.github.rulewarden.daemon.ReconcileLoop;
import io.github.rulewarden.daemon.Reporter;
import io.github.rulewarden.daemon.StateStore;
import io.github.rulewarden.daemon.TunnelSettingsSource;
import io.github.rulewarden.daemon.Wakeup;
import io.github.rulewarden.daemon.Wakeup.Trigger;
import io.github.rulewarden.daemon.WarmUp;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fuzz.Choices;
import io.github.rulewarden.kernel.warmup.WarmUpKernel;
import io.github.rulewarden.netlink.Errno;
import io.github.rulewarden.policy.Policy;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * One run of the loop. First other processes act as the input chooses, also in the middle of a
 * round, and the kernel injects faults. Then they stop, and within two rounds the order is right.
 */
final class RandomLoopRun implements EventSource {
  private static final int MOST_DISTURBED_WAITS = 64;
  private static final int MOST_DATAGRAMS_OF_A_ROUND = 1000;
  private static final int LONGEST_SENTENCE = 2000;

  /** Longer than any pause of the budget. */
  private static final Duration LONG_PAUSE = Duration.ofMinutes(6);

  private final Choices choices;
  private final FakeClock clock = new FakeClock();
  private final FakeKernel kernel = new FakeKernel();
  private final Reporter reporter = new Reporter(clock);
  private final RandomActors others;
  private final ObservedTable table;
  private final ReconcileLoop loop;
  private int waits;
  private int undisturbedWaits;
  private int datagrams;
  private long writesBefore;

  RandomLoopRun(Choices choices) {
    this.choices = choices;
    others = new RandomActors(kernel, choices);
    kernel.beforeMessage(this::beforeMessage);
    FakeStateStore store = new FakeStateStore();
    table = new ObservedTable(kernel, store);
    loop =
        LoopFixture.loop(
            Policy.DEFAULT,
            table,
            TunnelSettingsSource.NONE,
            this,
            clock,
            Heartbeat.NONE,
            reporter,
            new WarmUp(new WarmUpKernel(StateStore.NONE), clock, 0),
            Duration.ZERO,
            store);
  }

  /** Runs the loop to its end; returns the result. */
  String outcome() {
    loop.run(() -> {});
    StringBuilder outcome = new StringBuilder();
    for (FamilyStatus status : statuses()) {
      String listing = Listing.print(table.rules(status.family()));
      outcome.append(status.state()).append('\n').append(listing);
    }
    return outcome.toString();
  }

  private Iterable<FamilyStatus> statuses() {
    return reporter.latest().orElseThrow().families();
  }

  @Override
  public Wakeup await(long timeoutNanos) {
    table.expectOnlyVpnRulesTouched();
    expectBounded();
    Wakeup wakeup = waits++ < MOST_DISTURBED_WAITS && !choices.isOver() ? disturb() : rest();
    table.accept();
    return wakeup;
  }

  private Wakeup disturb() {
    for (int steps = choices.u8() % 3; steps >= 0; steps--) {
      others.step();
    }
    clock.pass(Duration.ofMillis(choices.of(0, 1, 20, 60, 1000, 10_000)));
    Set<Trigger> triggers = EnumSet.noneOf(Trigger.class);
    for (Trigger trigger : Trigger.values()) {
      if ((choices.u8() & 1) == 0) {
        triggers.add(trigger);
      }
    }
    return wakeup(triggers, Optional.of(choices.u8()));
  }

  private Wakeup rest() {
    switch (++undisturbedWaits) {
      case 1, 2 -> clock.pass(LONG_PAUSE);
      case 3 -> writesBefore = writes();
      default -> {
        assertEquals(
            writesBefore, writes(), () -> "the daemon still changes rules: " + kernel.wire());
        statuses().forEach(this::expectInOrder);
        loop.stop();
      }
    }
    return wakeup(EnumSet.of(Trigger.RULES_CHANGED), Optional.empty());
  }

  private Wakeup wakeup(Set<Trigger> triggers, Optional<Integer> author) {
    return new Wakeup(triggers, clock.nanos(), author);
  }

  private boolean isUndisturbed() {
    return undisturbedWaits > 0;
  }

  /** The daemon sends a message: another process may act first, or the kernel may fail. */
  private void beforeMessage() {
    table.expectOnlyVpnRulesTouched();
    if (!isUndisturbed()) {
      switch (choices.u8() >> 4) {
        case 15 ->
            kernel.refuse(
                choices.of(Errno.EPERM, Errno.EEXIST, Errno.ENOENT, Errno.EINTR, Errno.ENOBUFS),
                "");
        case 14 -> kernel.plan(Fault.REQUEST_LOST, "");
        case 13 -> kernel.plan(Fault.ANSWER_LOST, "");
        case 12 -> kernel.plan(Fault.ANSWER_TRUNCATED, "");
        case 10, 11 -> others.step();
        default -> {}
      }
    }
    table.accept();
  }

  private long writes() {
    return kernel.wire().stream()
        .filter(sent -> sent.startsWith("add") || sent.startsWith("del"))
        .count();
  }

  private void expectBounded() {
    int sent = kernel.sent().size() - datagrams;
    assertTrue(sent < MOST_DATAGRAMS_OF_A_ROUND, () -> sent + " datagrams in one round");
    datagrams = kernel.sent().size();
    for (FamilyStatus status : statuses()) {
      assertTrue(status.reason().length() < LONGEST_SENTENCE, status::reason);
    }
  }

  private void expectInOrder(FamilyStatus status) {
    Family family = status.family();
    String details = status + "\n" + Listing.print(table.rules(family));
    assertTrue(status.state() != State.INVERTED && status.state() != State.CONTESTED, details);
    assertTrue(status.state() == State.DEGRADED || table.isInOrder(family), details);
  }

  @Override
  public void pause(long nanos) {
    clock.pass(Duration.ofNanos(nanos));
  }

  /** The input chooses the triggers, of ignored families, too. */
  @Override
  public void disregard(Set<Family> families) {}

  @Override
  public void wake() {}
}
