package io.github.rulewarden.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.daemon.Clock;
import io.github.rulewarden.daemon.ManagerException;
import io.github.rulewarden.daemon.SingleRepair;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.policy.Policy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * wg-quick stopped between any two of its commands, for any time, while a repair is under way:
 * whatever the order of events, it comes out right.
 */
class WgQuickRaceTest {
  /** More than a repair sends messages. */
  private static final int SLOTS = 13;

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

  /** What a script and the daemon leave, and what the daemon sent. */
  private record End(String listing, boolean isAborted, List<String> wire) {
    boolean hasWithdrawn() {
      return wire.stream().anyMatch(sent -> sent.startsWith("del 539"));
    }
  }

  @Test
  void goingDownLeavesNothing() {
    forEachOrder(
        9,
        (first, count, second, order) -> {
          FakeKernel kernel = kernel(INVERTED);
          WgQuick wgQuick = WgQuick.forIpv4(kernel).down();
          kernel.beforeMessage(stopAndGo(wgQuick, first, count, second));
          End end = race(kernel, wgQuick);
          if (end.isAborted()) {
            // Its check saw a copy that was withdrawn before its delete. It could as well have been
            // added after its last check, and then nobody else would ever remove it.
            assertTrue(end.hasWithdrawn(), order);
            assertFalse(end.listing().contains("lookup 51820"), order + ":\n" + end.listing());
          } else {
            assertEquals(TAILSCALE, end.listing(), order);
          }
        });
  }

  @Test
  void comingUpEndsInTheRightOrder() {
    forEachOrder(
        1,
        (first, count, second, order) -> {
          FakeKernel kernel = kernel(TAILSCALE);
          WgQuick wgQuick = WgQuick.forIpv4(kernel).up();
          kernel.beforeMessage(stopAndGo(wgQuick, first, count, second));
          End end = race(kernel, wgQuick);
          assertEquals(RIGHT, end.listing(), order);
          assertFalse(end.hasWithdrawn(), order);
        });
  }

  /**
   * Not stopped and gone on with at once here: rules that are removed and put back at the very same
   * place between two neighbouring messages of a repair cannot be told from those of before. For
   * each command wg-quick starts a process, which takes longer than a whole repair.
   */
  @Test
  void aRestartEndsInTheRightOrder() {
    for (int first = 0; first < SLOTS; first++) {
      for (int pace = 1; pace <= 4; pace++) {
        String order = pace + " commands before each datagram from " + first + " on";
        FakeKernel kernel = kernel(INVERTED);
        WgQuick wgQuick = WgQuick.forIpv4(kernel).down().up();
        kernel.beforeDatagram(steadily(wgQuick, first, pace));
        End end = race(kernel, wgQuick);
        if (end.isAborted()) {
          assertTrue(end.hasWithdrawn(), order);
        } else {
          assertEquals(RIGHT, end.listing(), order);
        }
      }
    }
  }

  /** Something to try with one order of events. */
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

  private static FakeKernel kernel(String listing) {
    FakeKernel kernel = new FakeKernel();
    kernel.set(Family.IPV4, listing);
    return kernel;
  }

  /**
   * Some commands before the daemon sends its {@code first}, the rest before its {@code second}.
   */
  private static Runnable stopAndGo(WgQuick wgQuick, int first, int count, int second) {
    int[] sent = {0};
    return () -> {
      int number = sent[0]++;
      if (number == first) {
        run(wgQuick, count);
      }
      if (number == second) {
        run(wgQuick, Integer.MAX_VALUE);
      }
    };
  }

  /** Some commands each time before the daemon sends, from its {@code first} on. */
  private static Runnable steadily(WgQuick wgQuick, int first, int pace) {
    int[] sent = {0};
    return () -> run(wgQuick, sent[0]++ < first ? 0 : pace);
  }

  private static End race(FakeKernel kernel, WgQuick wgQuick) {
    KernelRuleTable table = new KernelRuleTable(new RuleChannel(kernel::open));
    repair(table);
    run(wgQuick, Integer.MAX_VALUE);
    repair(table); // The events about its last commands.
    return new End(kernel.listing(Family.IPV4), wgQuick.isAborted(), kernel.wire());
  }

  private static void run(WgQuick wgQuick, int commands) {
    for (int i = 0; i < commands && wgQuick.step(); i++) {
      // Each step is a command.
    }
  }

  private static void repair(KernelRuleTable table) {
    try {
      SingleRepair.repair(
          table, Policy.DEFAULT, Set.of(Family.IPV4), Clock.system(), Optional.empty());
    } catch (ManagerException e) {
      throw new AssertionError(e);
    }
  }
}
