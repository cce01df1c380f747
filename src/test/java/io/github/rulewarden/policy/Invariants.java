package io.github.rulewarden.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.classify.Pair;
import io.github.rulewarden.policy.classify.Role;
import io.github.rulewarden.policy.plan.Intervention;
import io.github.rulewarden.policy.plan.Plan;
import io.github.rulewarden.state.MovedRule;
import java.util.ArrayList;
import java.util.List;

/**
 * Invariants for any rules. They are checked on the rules themselves, without the planner's code.
 */
public final class Invariants {
  private Invariants() {}

  /** Checks and returns the states that a plan goes through. */
  public static List<Scenario> expectSafe(Scenario scenario, Plan plan) {
    List<Scenario> states = scenario.states(plan);
    Ladder before = scenario.ladder();
    expectRemovesOwnRulesOnly(scenario, plan);
    for (Scenario state : states) {
      expectForeignRulesUntouched(before, plan, state);
      expectPairsIntact(before, state);
    }
    return states;
  }

  /** A rule that is deleted without a substitute is Rulewarden's own or a copy that it added. */
  private static void expectRemovesOwnRulesOnly(Scenario scenario, Plan plan) {
    List<Rule> own = new ArrayList<>();
    for (MovedRule moved : scenario.saved().moves()) {
      own.add(moved.rule());
    }
    for (Ladder.Entry entry : scenario.ladder().entries()) {
      if (entry.role() == Role.OWNED) {
        own.add(entry.rule());
      }
    }
    for (Rule removed : removed(plan)) {
      assertTrue(own.contains(removed), () -> removed + " is not Rulewarden's");
    }
  }

  private static List<Rule> removed(Plan plan) {
    List<Rule> removed = new ArrayList<>();
    for (Intervention intervention : plan.interventions()) {
      if (intervention instanceof Intervention.Remove(Rule rule)) {
        removed.add(rule);
      }
    }
    return removed;
  }

  /**
   * All foreign rules exist in their order. Every other rule equals a VPN's rule or is removed by
   * the plan.
   */
  static void expectForeignRulesUntouched(Ladder before, Plan plan, Scenario after) {
    List<Rule> removed = removed(plan);
    List<Rule> foreign = new ArrayList<>();
    List<Rule> vpn = new ArrayList<>();
    for (Ladder.Entry entry : before.entries()) {
      boolean isOurs = entry.role().isVpn() || removed.contains(entry.rule());
      (isOurs ? vpn : foreign).add(entry.rule());
    }
    List<Rule> rest = new ArrayList<>();
    int next = 0;
    for (Rule rule : after.rules()) {
      if (next < foreign.size() && foreign.get(next).equals(rule)) {
        next++;
      } else {
        rest.add(rule);
      }
    }
    assertEquals(
        foreign.size(), next, () -> "a foreign rule was lost: " + before + "became\n" + after);
    for (Rule rule : rest) {
      assertTrue(isAmong(rule, vpn), () -> rule + " has no owner");
    }
  }

  /**
   * Checks that each capture that had its companion ahead of it still has it there. Of equal rules,
   * the first counts.
   */
  static void expectPairsIntact(Ladder before, Scenario after) {
    for (Pair pair : before.pairs()) {
      Rule capture = pair.capture().rule();
      boolean isFirst = firstOf(capture, before) == pair.capture().place();
      if (isFirst && pair.companion().isPresent()) {
        int place = firstOf(capture, after.rules());
        assertTrue(place >= 0, () -> capture + " is gone in\n" + after);
        assertTrue(
            isAmong(pair.companion().get().rule(), after.rules().subList(0, place)),
            () -> capture + " stands without its companion in\n" + after);
      }
    }
  }

  /** Returns the VPN's rules in ladder order, without priorities. */
  static String vpnRules(Scenario scenario) {
    List<Rule> rules = new ArrayList<>();
    for (Ladder.Entry entry : scenario.ladder().entries()) {
      if (entry.role().isVpn()) {
        rules.add(entry.rule().at(0));
      }
    }
    return Listing.print(rules);
  }

  private static int firstOf(Rule rule, Ladder ladder) {
    List<Rule> rules = new ArrayList<>();
    for (Ladder.Entry entry : ladder.entries()) {
      rules.add(entry.rule());
    }
    return firstOf(rule, rules);
  }

  private static boolean isAmong(Rule rule, List<Rule> rules) {
    return firstOf(rule, rules) >= 0;
  }

  private static int firstOf(Rule rule, List<Rule> rules) {
    for (int place = 0; place < rules.size(); place++) {
      if (rules.get(place).isSameElsewhere(rule)) {
        return place;
      }
    }
    return -1;
  }
}
