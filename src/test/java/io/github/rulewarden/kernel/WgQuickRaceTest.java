package io.github.rulewarden.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.daemon.FakeStateStore;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.kernel.SuccessiveDaemons.Kill;
import io.github.rulewarden.kernel.SuccessiveDaemons.Moment;
import io.github.rulewarden.policy.Policy;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Suspends wg-quick between any two of its commands, for any time, during a repair: the result is
 * correct for every order of events.
 */
class WgQuickRaceTest {
  /** More messages than a daemon sends from its start to the end of its first repair. */
  private static final int SLOTS = 18;

  /** How many commands wg-quick has to go down: its checks and deletes, and its link. */
  private static final int DOWN = 9;

  /** How many commands wg-quick has to come up: its link, rules and route. */
  private static final int UP = 4;

  private static final String TAILSCALE =
      """
      0: from all lookup local
      5210: from all fwmark 0x80000/0xff0000 lookup main
      5230: from all fwmark 0x80000/0xff0000 lookup default
      5250: from all fwmark 0x80000/0xff0000 unreachable
      5270: from all lookup 52
      32766: from all lookup main
      """;
  private static final String INVERTED =
      TAILSCALE.replace(
          "5210:",
          """
          5208: from all lookup main suppress_prefixlength 0
          5209: not from all fwmark 0xca6c lookup 51820
          5210:\
          """);
  private static final String RIGHT =
      TAILSCALE.replace(
          "32766:",
          """
          5398: from all lookup main suppress_prefixlength 0
          5399: not from all fwmark 0xca6c lookup 51820
          32766:\
          """);

  /** The final rules, and the messages of the daemon. */
  private record End(String listing, boolean isAborted, List<String> wire) {
    boolean hasWithdrawn() {
      return wire.stream().anyMatch(sent -> sent.startsWith("del 539"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void goingDownLeavesNothing(Family family) {
    forEachOrder(
        DOWN,
        (first, count, second, order) -> {
          Host host = Host.with(family, INVERTED);
          host.wgQuick().down();
          host.daemons().beforeEachMessage(stopAndGo(host.wgQuick(), first, count, second));
          host.daemons().runUntilIdle(host.wgQuick()::finish);
          expectNothingLeft(host.end(), order);
        });
  }

  /**
   * The owner's last check may happen between the daemon's read and its adds. If the daemon is
   * killed then, the next daemon deletes the copies, because the owner has not seen them.
   */
  @ParameterizedTest
  @EnumSource
  void goingDownLeavesNothingThoughTheDaemonIsKilled(Family family) {
    forEachOrder(
        DOWN,
        (first, count, last, order) -> {
          Host host = Host.with(family, INVERTED);
          host.wgQuick().downForGood();
          host.daemons()
              .beforeEachMessage(stopAndGo(host.wgQuick(), first, count, Integer.MAX_VALUE));
          host.daemons().runUntil(new Kill(last, Moment.AFTER));
          host.daemons().beforeEachMessage(() -> {});
          host.daemons().runUntilIdle(host.wgQuick()::finish);
          expectNothingLeft(host.end(), order + ", killed after " + last);
        });
  }

  @ParameterizedTest
  @EnumSource
  void comingUpEndsInTheRightOrder(Family family) {
    forEachOrder(
        UP,
        (first, count, second, order) -> {
          Host host = Host.with(family, TAILSCALE);
          host.wgQuick().up();
          host.daemons().beforeEachMessage(stopAndGo(host.wgQuick(), first, count, second));
          host.daemons().runUntilIdle(host.wgQuick()::finish);
          assertEquals(RIGHT, host.end().listing(), order);
          assertFalse(host.end().hasWithdrawn(), order);
        });
  }

  @ParameterizedTest
  @EnumSource
  void comingUpEndsInTheRightOrderAlsoIfTheDaemonIsKilled(Family family) {
    forEachOrder(
        UP,
        (first, count, last, order) -> {
          Host host = Host.with(family, TAILSCALE);
          host.wgQuick().up();
          host.daemons()
              .beforeEachMessage(stopAndGo(host.wgQuick(), first, count, Integer.MAX_VALUE));
          host.daemons().runUntil(new Kill(last, Moment.AFTER));
          host.daemons().beforeEachMessage(() -> {});
          host.daemons().runUntilIdle(host.wgQuick()::finish);
          assertEquals(RIGHT, host.end().listing(), order + ", killed after " + last);
        });
  }

  /** Scenario 42: the tunnel died without {@code wg-quick down}, and its pair still exists. */
  @ParameterizedTest
  @EnumSource
  void comingUpAfterADeathLeavesOnePair(Family family) {
    forEachOrder(
        UP,
        (first, count, second, order) -> {
          Host host = Host.with(family, RIGHT);
          host.wgQuick().up();
          host.daemons().beforeEachMessage(stopAndGo(host.wgQuick(), first, count, second));
          host.daemons().runUntilIdle(host.wgQuick()::finish);
          assertEquals(RIGHT, host.end().listing(), order);
          assertEquals(List.of(), host.duplicates(), order);
        });
  }

  @ParameterizedTest
  @EnumSource
  void comingUpAfterADeathLeavesOnePairAlsoIfTheDaemonIsKilled(Family family) {
    forEachOrder(
        UP,
        (first, count, last, order) -> {
          Host host = Host.with(family, RIGHT);
          host.wgQuick().up();
          host.daemons()
              .beforeEachMessage(stopAndGo(host.wgQuick(), first, count, Integer.MAX_VALUE));
          host.daemons().runUntil(new Kill(last, Moment.AFTER));
          host.daemons().beforeEachMessage(() -> {});
          host.daemons().runUntilIdle(host.wgQuick()::finish);
          assertEquals(RIGHT, host.end().listing(), order + ", killed after " + last);
        });
  }

  /**
   * wg-quick does not run several commands between two adjacent messages here: if rules are deleted
   * and added again at the same place in between, they cannot be distinguished from the earlier
   * ones. wg-quick starts a process for each command, which takes longer than a whole repair.
   */
  @ParameterizedTest
  @EnumSource
  void aRestartEndsInTheRightOrder(Family family) {
    for (int first = 0; first < SLOTS; first++) {
      for (int pace = 1; pace <= 4; pace++) {
        String order = pace + " commands before each datagram from " + first + " on";
        Host host = Host.with(family, INVERTED);
        host.wgQuick().down().addRules();
        host.kernel().beforeDatagram(steadily(host.wgQuick(), first, pace));
        host.daemons().runUntilIdle(host.wgQuick()::finish);
        End end = host.end();
        if (end.isAborted()) {
          assertTrue(end.hasWithdrawn(), order);
        } else {
          assertEquals(RIGHT, end.listing(), order);
        }
      }
    }
  }

  private static void expectNothingLeft(End end, String order) {
    if (end.isAborted()) {
      // wg-quick's check found a copy that the daemon deleted before wg-quick's own delete. The
      // copy could as well have been added after wg-quick's last check, and then only the daemon
      // could delete it.
      assertTrue(end.hasWithdrawn(), order);
      assertFalse(end.listing().contains("lookup 51820"), order + ":\n" + end.listing());
    } else {
      assertEquals(TAILSCALE, end.listing(), order);
    }
  }

  /** A test with one order of events. */
  private interface Trial {
    void run(int first, int count, int second, String order);
  }

  private static void forEachOrder(int commands, Trial trial) {
    for (int first = 0; first < SLOTS; first++) {
      for (int second = first; second < SLOTS; second++) {
        for (int count = 0; count <= commands; count++) {
          String order = count + " commands before " + first + ", the rest before " + second;
          trial.run(first, count, second, order);
        }
      }
    }
  }

  /** One host, one family, one tunnel. */
  private record Host(
      FakeKernel kernel,
      Family family,
      WgQuick wgQuick,
      FakeStateStore store,
      SuccessiveDaemons daemons) {
    static Host with(Family family, String listing) {
      FakeKernel kernel = new FakeKernel();
      kernel.set(family, listing);
      WgQuick wgQuick = new WgQuick(kernel, "wg0", WgQuick.TABLE, List.of(family));
      if (listing.equals(INVERTED)) {
        kernel.addLink("wg0", Link.Kind.WIREGUARD);
        kernel.addDefaultRoute(family, WgQuick.TABLE, "wg0");
      }
      FakeStateStore store = new FakeStateStore();
      SuccessiveDaemons daemons = new SuccessiveDaemons(kernel, store, Policy.DEFAULT);
      return new Host(kernel, family, wgQuick, store, daemons);
    }

    /** Returns the duplicates that the daemon has saved. */
    List<Rule> duplicates() {
      return store.saved().duplicates();
    }

    End end() {
      assertEquals(List.of(), daemons.violations());
      return new End(kernel.listing(family), wgQuick.isAborted(), kernel.wire());
    }
  }

  /**
   * Runs some commands before the daemon's message {@code first}, the rest before {@code second}.
   */
  private static Runnable stopAndGo(WgQuick wgQuick, int first, int count, int second) {
    int[] sent = {0};
    return () -> {
      int number = sent[0]++;
      if (number == first) {
        wgQuick.steps(count);
      }
      if (number == second) {
        wgQuick.finish();
      }
    };
  }

  /** Runs some commands before each of the daemon's messages, from {@code first} on. */
  private static Runnable steadily(WgQuick wgQuick, int first, int pace) {
    int[] sent = {0};
    return () -> wgQuick.steps(sent[0]++ < first ? 0 : pace);
  }
}
