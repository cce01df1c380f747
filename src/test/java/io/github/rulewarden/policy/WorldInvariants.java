package io.github.rulewarden.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Tables;
import io.github.rulewarden.policy.plan.Refusal;
import java.util.ArrayList;
import java.util.List;

/**
 * Invariants for every world after any history. They are checked on the rules and the actors'
 * progress, without the planner's code.
 */
final class WorldInvariants {
  private static final long TAILSCALE = 52;

  private WorldInvariants() {}

  /** Checks a world and Rulewarden's repair of it. */
  static void expectRight(World world, Repair repair) {
    expectNothingLeftOver(world);
    for (Scenario state : repair.states()) {
      expectNothingLost(world, world.with(state.rules()));
    }
    World repaired = world.with(repair.end().rules());
    for (Refusal refusal : repair.end().plan().verdict().refusals()) {
      assertTrue(world.setup().isExpected(refusal), refusal::toString);
      return;
    }
    int lookup = firstLookup(repaired);
    expectTailscaleFirst(repaired, lookup);
    if (repaired.isAtRest() && lookup > 0) {
      expectNewestFirst(repaired);
      expectNothingTwice(repaired);
    }
  }

  /**
   * A tunnel that is down has left no rules; when all actors have finished, only the initial rules
   * exist.
   */
  private static void expectNothingLeftOver(World world) {
    for (World.Tunnel tunnel : world.tunnels()) {
      Rule capture = tunnel.vpn().capture();
      assertTrue(!tunnel.isDown() || count(capture, world) == 0, () -> "orphan: " + capture);
    }
    if (world.isFinished()) {
      assertEquals(world.setup().base(), world.rules());
    }
  }

  /** All foreign rules exist in their order. */
  static void expectForeignUntouched(Setup setup, List<Rule> before, List<Scenario> states) {
    for (Scenario state : states) {
      assertEquals(foreign(setup, before), foreign(setup, state.rules()), "foreign rules");
    }
  }

  /**
   * Checks that only the owner deletes a capture, and that a LAN that was reachable beside a tunnel
   * stays reachable.
   */
  static void expectNothingLost(World before, World after) {
    for (World.Tunnel tunnel : before.tunnels()) {
      Rule capture = tunnel.vpn().capture();
      if (tunnel.command() <= Actor.Vpn.UP && count(capture, before) > 0) {
        assertTrue(count(capture, after) > 0, () -> capture + " is gone:\n" + after);
        assertTrue(
            !tunnel.hasRoute()
                || !isComplete(before)
                || before.setup().mayTearPairsApart()
                || !isLanReachable(capture, before)
                || isLanReachable(capture, after),
            () -> capture + " takes the LAN's traffic:\n" + after);
      }
    }
  }

  /**
   * Whether there is a companion for each capture. While pairs are half-built, the position decides
   * which capture a suppress rule belongs to.
   */
  private static boolean isComplete(World world) {
    int captures = 0;
    for (World.Tunnel tunnel : world.tunnels()) {
      if (!tunnel.isComplete()) {
        return false;
      }
      captures += count(tunnel.vpn().capture(), world);
    }
    return !world.mayLackCompanion() || captures == suppressRules(world);
  }

  private static boolean isLanReachable(Rule capture, World world) {
    for (Rule rule : world.rules()) {
      if (isSuppress(rule)) {
        return true;
      }
      if (capture.isSameElsewhere(rule)) {
        return false;
      }
    }
    return false;
  }

  private static int firstLookup(World world) {
    for (int place = 0; place < world.rules().size(); place++) {
      if (world.rules().get(place).table() == TAILSCALE) {
        return place;
      }
    }
    return 0;
  }

  /**
   * Whether the owner of each suppress rule is known. The owner is unknown beside Cilium, whose
   * rules come between the halves of a pair, and after a kill.
   */
  private static boolean knowsSuppressRules(World world) {
    return world.memory().start() == Memory.Start.AFTER_BOOT && !world.setup().mayTearPairsApart();
  }

  private static void expectTailscaleFirst(World world, int lookup) {
    Scenario scenario = world.scenario();
    boolean areSuppressRulesKnown =
        world.isAtRest() && world.isInOrder() && knowsSuppressRules(world);
    for (Rule rule : world.rules().subList(0, lookup)) {
      boolean isCompanion =
          areSuppressRulesKnown && isSuppress(rule) && !isForeign(rule, world.setup());
      boolean isKnown = isCapture(rule, world.setup()) && scenario.knows(rule.table());
      assertTrue(!isCompanion && !isKnown, () -> rule + " is ahead of Tailscale:\n" + world);
    }
  }

  private static void expectNewestFirst(World world) {
    List<Long> tables = new ArrayList<>();
    for (Rule rule : world.rules()) {
      if (isCapture(rule, world.setup()) && world.newest().contains(rule.table())) {
        tables.add(rule.table());
      }
    }
    assertEquals(world.newest(), tables, () -> "newest first:\n" + world);
  }

  /**
   * Each tunnel that is up has exactly one capture. There are as many suppress rules, or fewer
   * after a tunnel went down, because that may delete others' companions.
   */
  private static void expectNothingTwice(World world) {
    int up = 0;
    for (World.Tunnel tunnel : world.tunnels()) {
      int expected = tunnel.isUp() ? 1 : 0;
      Rule capture = tunnel.vpn().capture();
      assertEquals(expected, count(capture, world), () -> capture + " in\n" + world);
      up += expected;
    }
    int suppress = suppressRules(world);
    assertTrue(
        suppress <= up || !knowsSuppressRules(world), () -> "too many suppress rules:\n" + world);
    boolean isKnown = knowsSuppressRules(world) || !world.setup().mayTearPairsApart();
    assertTrue(
        suppress >= up || world.mayLackCompanion() || !isKnown,
        () -> "too few suppress rules:\n" + world);
  }

  private static int count(Rule rule, World world) {
    int count = 0;
    for (Rule present : world.rules()) {
      count += present.isSameElsewhere(rule) ? 1 : 0;
    }
    return count;
  }

  private static int suppressRules(World world) {
    int rules = 0;
    for (Rule rule : world.rules()) {
      rules += isSuppress(rule) && !isForeign(rule, world.setup()) ? 1 : 0;
    }
    return rules;
  }

  private static List<Rule> foreign(Setup setup, List<Rule> rules) {
    List<Rule> foreign = new ArrayList<>();
    for (Rule rule : rules) {
      if (isForeign(rule, setup)) {
        foreign.add(rule);
      }
    }
    return foreign;
  }

  /** Whether a rule is not a VPN's; a suppress rule is foreign if an actor added it alone. */
  private static boolean isForeign(Rule rule, Setup setup) {
    return isSuppress(rule) ? setup.isForeign(rule) : !isCapture(rule, setup);
  }

  private static boolean isSuppress(Rule rule) {
    return rule.table() == Tables.MAIN && Actor.SUPPRESS.isSameElsewhere(rule);
  }

  private static boolean isCapture(Rule rule, Setup setup) {
    for (Setup.Part part : setup.parts()) {
      if (part.actor() instanceof Actor.Vpn vpn && vpn.capture().isSameElsewhere(rule)) {
        return true;
      }
    }
    return false;
  }
}
