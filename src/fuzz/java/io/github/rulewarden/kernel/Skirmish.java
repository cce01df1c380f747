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
 * One life of the loop. First others act as the input chooses, between the looks and in the middle
 * of them, and the kernel fails now and then; then they stop, and within two looks the order is as
 * it should be.
 */
final class Skirmish implements EventSource {
  private static final int MOST_TURNS = 64;
  private static final int MOST_DATAGRAMS_OF_ONE_LOOK = 1000;
  private static final int LONGEST_SENTENCE = 2000;

  /** Longer than any pause of the budget's. */
  private static final Duration TRUCE = Duration.ofMinutes(6);

  private final Choices choices;
  private final FakeClock clock = new FakeClock();
  private final FaultyKernel kernel = new FaultyKernel();
  private final Reporter reporter = new Reporter(clock);
  private final Battlefield others;
  private final ObservedTable table;
  private final ReconcileLoop loop;
  private int turns;
  private int peacefulTurns;
  private int datagrams;
  private long writesBefore;

  Skirmish(Choices choices) {
    this.choices = choices;
    others = new Battlefield(kernel.kernel(), choices);
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
    Wakeup wakeup = turns++ < MOST_TURNS && !choices.isOver() ? war() : peace();
    table.remember();
    return wakeup;
  }

  private Wakeup war() {
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

  private Wakeup peace() {
    switch (++peacefulTurns) {
      case 1, 2 -> clock.pass(TRUCE);
      case 3 -> writesBefore = writes();
      default -> {
        assertEquals(writesBefore, writes(), () -> "still not done: " + kernel.wire());
        statuses().forEach(this::expectInOrder);
        loop.stop();
      }
    }
    return wakeup(EnumSet.of(Trigger.RULES_CHANGED), Optional.empty());
  }

  private Wakeup wakeup(Set<Trigger> triggers, Optional<Integer> author) {
    return new Wakeup(triggers, clock.nanos(), author);
  }

  private boolean isPeace() {
    return peacefulTurns > 0;
  }

  /** The daemon sends a message: another process may act first, or the kernel may fail. */
  private void beforeMessage() {
    table.expectOnlyVpnRulesTouched();
    if (!isPeace()) {
      switch (choices.u8() >> 4) {
        case 15 ->
            kernel.refuse(
                "",
                choices.of(Errno.EPERM, Errno.EEXIST, Errno.ENOENT, Errno.EINTR, Errno.ENOBUFS));
        case 14 -> kernel.drop("");
        case 13 -> kernel.leaveUnanswered("");
        case 12 -> kernel.garble("");
        case 10, 11 -> others.step();
        default -> {}
      }
    }
    table.remember();
  }

  private long writes() {
    return kernel.wire().stream()
        .filter(sent -> sent.startsWith("add") || sent.startsWith("del"))
        .count();
  }

  private void expectBounded() {
    int sent = kernel.wire().size() - datagrams;
    assertTrue(sent < MOST_DATAGRAMS_OF_ONE_LOOK, () -> sent + " datagrams for one look");
    datagrams = kernel.wire().size();
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

  /** Events are only hints here, whosever they are. */
  @Override
  public void disregard(Set<Family> families) {}

  @Override
  public void wake() {}
}
