package io.github.rulewarden.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Tables;
import java.util.ArrayList;
import java.util.List;

/**
 * What holds in every world, whoever has done what before. It is told from the rules and from what
 * their owners did, not by the planner's own means.
 */
final class WorldInvariants {
  private static final long TAILSCALE = 52;

  private WorldInvariants() {}

  /** Checks a world at which Rulewarden looks, and what it makes of it. */
  static void expectRight(World world, Repair repair) {
    expectNoOrphan(world);
    for (Scenario state : repair.states()) {
      expectNothingLost(world, world.with(state.rules()));
    }
    World repaired = world.with(repair.end().rules());
    for (Refusal refusal : repair.end().plan().verdict().refusals()) {
      assertTrue(world.cast().isExpected(refusal), refusal::toString);
      return;
    }
    int lookup = firstLookup(repaired);
    expectTailscaleFirst(repaired, lookup);
    if (repaired.isAtRest() && lookup > 0) {
      expectNewestFirst(repaired);
      expectNothingTwice(repaired);
    }
  }

  /** A tunnel that is down has left nothing; when all is over everything is as it was. */
  private static void expectNoOrphan(World world) {
    for (World.Tunnel tunnel : world.tunnels()) {
      Rule capture = tunnel.vpn().capture();
      assertTrue(!tunnel.isDown() || count(capture, world) == 0, () -> "orphan: " + capture);
    }
    if (world.isFinished()) {
      assertEquals(world.cast().base(), world.rules());
    }
  }

  /** Everybody else's rules are there in their order. */
  static void expectForeignUntouched(Cast cast, List<Rule> before, List<Scenario> states) {
    for (Scenario state : states) {
      assertEquals(foreign(cast, before), foreign(cast, state.rules()), "foreign rules");
    }
  }

  /**
   * No capture is gone that its owner has not deleted himself, and no LAN that was reachable beside
   * a tunnel is not.
   */
  static void expectNothingLost(World before, World after) {
    for (World.Tunnel tunnel : before.tunnels()) {
      Rule capture = tunnel.vpn().capture();
      if (tunnel.command() <= Actor.Vpn.UP && count(capture, before) > 0) {
        assertTrue(count(capture, after) > 0, () -> capture + " is gone:\n" + after);
        assertTrue(
            !tunnel.hasRoute()
                || !isWhole(before)
                || before.cast().tearsPairsApart()
                || !isLanReachable(capture, before)
                || isLanReachable(capture, after),
            () -> capture + " takes the LAN's traffic:\n" + after);
      }
    }
  }

  /**
   * Whether there is a companion for each capture. As long as pairs are half built, place decides
   * whose a suppress rule is.
   */
  private static boolean isWhole(World world) {
    int captures = 0;
    for (World.Tunnel tunnel : world.tunnels()) {
      if (!tunnel.isWhole()) {
        return false;
      }
      captures += count(tunnel.vpn().capture(), world);
    }
    return !world.wasStripped() || captures == suppressRules(world);
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
   * Whether it can be told of each suppress rule whose it is: not beside Cilium, whose rules tear a
   * pair apart before anybody looks, nor for an heir.
   */
  private static boolean knowsSuppressRules(World world) {
    return world.mind().life() == Mind.Life.FIRST && !world.cast().tearsPairsApart();
  }

  private static void expectTailscaleFirst(World world, int lookup) {
    Scenario scenario = world.scenario();
    boolean areSuppressRulesKnown =
        world.isAtRest() && world.isInOrder() && knowsSuppressRules(world);
    for (Rule rule : world.rules().subList(0, lookup)) {
      boolean isCompanion =
          areSuppressRulesKnown && isSuppress(rule) && !isForeign(rule, world.cast());
      boolean isKnown = isCapture(rule, world.cast()) && scenario.knows(rule.table());
      assertTrue(!isCompanion && !isKnown, () -> rule + " is ahead of Tailscale:\n" + world);
    }
  }

  private static void expectNewestFirst(World world) {
    List<Long> tables = new ArrayList<>();
    for (Rule rule : world.rules()) {
      if (isCapture(rule, world.cast()) && world.newest().contains(rule.table())) {
        tables.add(rule.table());
      }
    }
    assertEquals(world.newest(), tables, () -> "newest first:\n" + world);
  }

  /**
   * Each tunnel that is up has its capture once; there are as many suppress rules, or fewer once a
   * tunnel went down, for that may strip others.
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
    boolean isKnown = knowsSuppressRules(world) || !world.cast().tearsPairsApart();
    assertTrue(
        suppress >= up || world.wasStripped() || !isKnown,
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
      rules += isSuppress(rule) && !isForeign(rule, world.cast()) ? 1 : 0;
    }
    return rules;
  }

  private static List<Rule> foreign(Cast cast, List<Rule> rules) {
    List<Rule> foreign = new ArrayList<>();
    for (Rule rule : rules) {
      if (isForeign(rule, cast)) {
        foreign.add(rule);
      }
    }
    return foreign;
  }

  /** Not a VPN's; a suppress rule is somebody's own where he puts it. */
  private static boolean isForeign(Rule rule, Cast cast) {
    return isSuppress(rule) ? cast.isSomebodys(rule) : !isCapture(rule, cast);
  }

  private static boolean isSuppress(Rule rule) {
    return rule.table() == Tables.MAIN && Actor.SUPPRESS.isSameElsewhere(rule);
  }

  private static boolean isCapture(Rule rule, Cast cast) {
    for (Cast.Part part : cast.parts()) {
      if (part.actor() instanceof Actor.Vpn vpn && vpn.capture().isSameElsewhere(rule)) {
        return true;
      }
    }
    return false;
  }
}
