package io.github.rulewarden.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.IpRuleList;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Range;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.classify.Pair;
import io.github.rulewarden.policy.plan.Plan;
import io.github.rulewarden.policy.plan.Refusal;
import io.github.rulewarden.policy.plan.StateUpdates;
import io.github.rulewarden.policy.plan.Step;
import io.github.rulewarden.state.SavedState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random ladders. A failure names the seed; reproduce it with -Drulewarden.seed=N. */
class RandomLadderTest {
  private static final int LADDERS = 2_000;

  private static final List<String> VPN =
      List.of(
          "from all lookup main suppress_prefixlength 0",
          "from all lookup main suppress_prefixlength 0",
          "from all lookup main suppress_prefixlength 0 proto static",
          "not from all fwmark 0xca6c lookup 51820",
          "not from all fwmark 0xca6c lookup 51820",
          "not from all fwmark 0xca6d lookup 51821",
          "not from all fwmark 0xca6d lookup 51821 proto static");

  private static final List<String> FOREIGN =
      List.of(
          "from all fwmark 0xca6c lookup 51820",
          "not from all fwmark 0xca6e lookup 51829",
          "from all lookup main suppress_prefixlength 1",
          "from all lookup 52 suppress_prefixlength 0",
          "from all iif eth0 lookup main suppress_prefixlength 0",
          "from 10.1.0.0/16 lookup 77",
          "from all to 10.2.0.0/16 lookup 77",
          "not from 10.3.0.0/16 lookup 77",
          "from all tos 0x10 fwmark 0x7/0xff iif lo oif eth1 uidrange 1-2 ipproto tcp sport 1-2"
              + " dport 3 lookup 9",
          "from all tun_id 7 lookup 9",
          "from all lookup [l3mdev-table]",
          "from 10.4.0.0/16 goto 5209",
          "from 10.4.0.0/16 goto 5399",
          "from 10.4.0.0/16 goto 9999",
          "from 10.5.0.0/16 nop",
          "from 10.6.0.0/16 blackhole",
          "from all lookup 88 realms 3/4",
          "from all lookup 88 proto 82",
          "from all lookup main",
          "from all unreachable");

  private static final List<String> TAILSCALE =
      List.of(
          "from all fwmark 0x80000/0xff0000 lookup main",
          "from all fwmark 0x80000/0xff0000 unreachable",
          "from all lookup 52");

  private static final long[] PRIORITIES = {
    0, 1, 9, 100, 998, 999, 1000, 1370, 5204, 5205, 5206, 5207, 5208, 5209, 5210, 5270, 5271, 5300,
    5301, 5302, 5303, 5396, 5397, 5398, 5399, 5400, 31580, 31581
  };

  private final long seed = Long.getLong("rulewarden.seed", System.nanoTime());
  private final Random random = new Random(seed);

  /**
   * The number of plans that the proof rejected. They occur if captures have to move to the front.
   */
  private int unproven;

  /** The number of repairs that were undone completely. */
  private int restored;

  @Test
  void endInTheRightOrder() {
    int moved = 0;
    for (int i = 0; i < LADDERS; i++) {
      Scenario scenario = ladder();
      try {
        moved += check(scenario) ? 1 : 0;
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ", ladder " + i + ": " + scenario, e);
      }
    }
    assertTrue(moved > LADDERS / 10, moved + " plans");
    assertTrue(restored > LADDERS / 20, restored + " repairs undone, seed " + seed);
    assertTrue(unproven < LADDERS / 100, unproven + " plans unproven, seed " + seed);
  }

  private boolean check(Scenario scenario) {
    Plan plan = scenario.plan();
    if (hasEqualsBehindLookup(scenario.ladder())) {
      return false; // Such ladders do not occur, and their pairs are ambiguous.
    }
    for (Refusal refusal : plan.verdict().refusals()) {
      if (refusal.reason() instanceof Refusal.Reason.PlanIsUnproven) {
        unproven++;
        return false;
      }
    }
    for (Step.Add add : plan.adds()) {
      expectAllowed(add.rule().priority());
    }
    // Two things need about one more plan each: a suppress rule behind its capture, which becomes
    // the companion of the moved capture, and a twin that is in the way and moves first.
    Repair repair = Repair.of(scenario, 3);
    for (int steps = 0; steps < repair.states().size(); steps++) {
      repair.interruptedAfter(steps, 3);
    }
    undo(scenario, repair);
    return !plan.isEmpty();
  }

  /** Moved rules can be moved back, and then moved again. */
  private void undo(Scenario before, Repair repair) {
    Scenario repaired = repair.states().getLast().remembering(repair.memory().saved());
    SavedState seen =
        StateUpdates.observed(
            repaired.saved(),
            repaired.snapshot(),
            List.of(repaired.ladder()),
            repaired.policy(),
            Set.of());
    CheckedUndo undone = CheckedUndo.of(repaired.remembering(seen));
    if (isMoveOnly(repair.plan()) && undone.isExact(seen)) {
      restored++;
      assertEquals(byPriority(undone.withoutOwned(before)), byPriority(undone.end()));
    }
    Repair.of(undone.end(), 3);
  }

  private static boolean isMoveOnly(Plan plan) {
    for (Step.Delete delete : plan.deletes()) {
      if (delete.copy().isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the rules without their order at equal priorities. A rule that is moved back is the
   * last at its priority.
   */
  private static List<String> byPriority(Scenario scenario) {
    List<String> lines = new ArrayList<>();
    for (Rule rule : scenario.rules()) {
      lines.add(rule.toString());
    }
    lines.sort(null);
    return lines;
  }

  private static boolean hasEqualsBehindLookup(Ladder ladder) {
    Set<Rule> captures = new HashSet<>();
    for (Pair pair : ladder.pairs()) {
      if (!ladder.offends(pair.capture()) && !captures.add(pair.capture().rule().at(0))) {
        return true;
      }
    }
    return false;
  }

  private static void expectAllowed(long priority) {
    assertTrue(priority > 111 && priority < 9000, () -> "at " + priority);
    assertFalse(new Range(5200, 5299).contains(priority), () -> "at " + priority);
  }

  private Scenario ladder() {
    IpRuleList kernel =
        new IpRuleList(
            Listing.parse("32766: from all lookup main\n32767: from all lookup default"));
    for (int i = random.nextInt(8); i >= 0; i--) {
      add(kernel, VPN);
    }
    for (int i = random.nextInt(5); i > 0; i--) {
      add(kernel, FOREIGN);
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      add(kernel, TAILSCALE);
    }
    kernel.add(rule(5270, "from all lookup 52"));
    Scenario scenario =
        Scenario.of(Family.IPV4, kernel.rules())
            .withDefaultRoute(51821, "wg1", Link.Kind.WIREGUARD);
    return random.nextInt(4) > 0 ? scenario : scenario.withPriorities(5300, 5305);
  }

  private void add(IpRuleList kernel, List<String> texts) {
    String text = texts.get(random.nextInt(texts.size()));
    long priority = PRIORITIES[random.nextInt(PRIORITIES.length)];
    if (random.nextBoolean()) {
      kernel.addUnnumbered(rule(priority, text));
    } else if (!text.endsWith("goto " + priority)) {
      kernel.add(rule(priority, text));
    }
  }

  private static Rule rule(long priority, String text) {
    return Listing.rule(Family.IPV4, priority + ": " + text);
  }
}
