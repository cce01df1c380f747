package io.github.rulewarden.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Tables;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * tailscaled starts, two tunnels come up and go down, somebody adds a rule: in every order, one
 * command after another, with Rulewarden looking, or not, after each. Every world that can come
 * about is visited once.
 */
class InterleavingTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        0: from all lookup local
        32766: from all lookup main
        32767: from all lookup default
        """,
        """
        0: from all lookup local
        1001: from all iif eth0 lookup 1
        2001: from all fwmark 0x100/0x3f00 lookup 1
        32766: from all lookup main
        32767: from all lookup default
        """,
        """
        9: from all fwmark 0x200/0xf00 lookup 2004
        10: from all fwmark 0xa00/0xf00 lookup 2005
        100: from all lookup local
        32766: from all lookup main
        32767: from all lookup default
        """,
      })
  void endsWellInEveryOrder(String listing) {
    World start = World.of(listing);
    Set<World> seen = new HashSet<>();
    Deque<World> open = new ArrayDeque<>();
    open.add(start);
    while (!open.isEmpty()) {
      World world = open.removeLast();
      if (!seen.add(world)) {
        continue;
      }
      World repaired = repair(world);
      if (!repaired.equals(world)) {
        open.add(repaired);
      }
      for (World.Actor actor : World.Actor.values()) {
        if (!world.isFinished(actor)) {
          open.add(world.next(actor));
        }
      }
      expectEnd(world, start);
    }
    assertTrue(seen.size() > 1_000, seen.size() + " worlds");
  }

  private static World repair(World world) {
    Scenario before = world.scenario();
    Scenario after = Invariants.converge(before, 2);
    assertEquals(List.of(), after.plan().verdict().refusals(), world::toString);
    assertNotEquals(Order.INVERTED, after.plan().verdict().order(), world::toString);
    World repaired = world.with(after.rules());
    for (long table : new long[] {51820, 51821}) {
      assertEquals(count(world, table), count(repaired, table), repaired::toString);
      if (isComplete(world) && isLanReachable(world, table)) {
        assertTrue(isLanReachable(repaired, table), () -> world + "became " + repaired);
      }
    }
    return repaired;
  }

  /**
   * Whether some suppress rule stands ahead of the capture into a table, or there is no capture.
   */
  private static boolean isLanReachable(World world, long table) {
    boolean isSuppressed = false;
    for (Rule rule : world.rules()) {
      isSuppressed |= isSuppress(rule);
      if (rule.table() == table) {
        return isSuppressed;
      }
    }
    return true;
  }

  /**
   * Whether there is a companion for each capture; as long as pairs are half built, place decides
   * whose it is.
   */
  private static boolean isComplete(World world) {
    int suppressRules = 0;
    for (Rule rule : world.rules()) {
      suppressRules += isSuppress(rule) ? 1 : 0;
    }
    return suppressRules == count(world, 51820) + count(world, 51821);
  }

  private static int count(World world, long table) {
    int count = 0;
    for (Rule rule : world.rules()) {
      count += rule.table() == table ? 1 : 0;
    }
    return count;
  }

  private static boolean isSuppress(Rule rule) {
    return rule.table() == Tables.MAIN && !rule.modifiers().isEmpty();
  }

  /** A tunnel that is down has left nothing; when all is over only what others added is there. */
  private static void expectEnd(World world, World start) {
    for (Rule rule : world.rules()) {
      if (world.isFinished(World.Actor.WG0)) {
        assertNotEquals(51820, rule.table(), world::toString);
      }
      if (world.isFinished(World.Actor.WG1)) {
        assertNotEquals(51821, rule.table(), world::toString);
      }
    }
    if (world.isFinished()) {
      assertEquals(start.rules().size() + 5, world.rules().size(), world::toString);
      for (Rule rule : start.rules()) {
        assertTrue(world.rules().contains(rule), world::toString);
      }
      for (Rule rule : world.rules()) {
        assertFalse(isSuppress(rule), world::toString);
      }
    }
  }
}
