package io.github.rulewarden.policy.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Mark;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.policy.classify.RuleClassifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Compares the proof by order with an exhaustive check of every packet and every combination of
 * rules that have an answer for it.
 */
class PrecedenceTest {
  private static final int ROUNDS = 4_000;

  /** Movable rules first, then untouched ones. */
  private static final List<Rule> RULES =
      Listing.parse(
          """
          7: from all lookup main suppress_prefixlength 0
          7: not from all fwmark 0x1 lookup 101
          7: not from all fwmark 0x2 lookup 102
          7: not from all fwmark 0x1 lookup 103
          7: not from all fwmark 0x4/0x4 lookup 104
          7: not from all fwmark 0x8/0x8 lookup 105
          7: from all lookup 52
          7: from all lookup main
          7: from all unreachable
          """);

  private static final int MOVABLE = 6;

  /** Marks of packets: none, each tunnel's own, and one that two tunnels share. */
  private static final int[] MARKS = {0, 1, 2, 4, 8, 12};

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @Test
  void objectsExactlyIfAThirdRuleDecidesForSomePacket() {
    int objections = 0;
    for (int round = 0; round < ROUNDS; round++) {
      List<Rule> touched = new ArrayList<>();
      List<List<Rule>> states = states(touched);
      boolean objects = Precedence.objection(states, touched).isPresent();
      boolean hasThirdDecision = hasThirdDecision(states);
      // Equal untouched rules are not treated as one, which can only cause an unnecessary
      // objection.
      if (hasThirdDecision || !hasUntouchedTwice(states.getFirst(), touched)) {
        assertEquals(hasThirdDecision, objects, () -> "seed " + seed + ": " + states);
      }
      objections += objects ? 1 : 0;
    }
    assertTrue(
        objections > ROUNDS / 10 && objections < ROUNDS * 9 / 10, objections + " objections");
  }

  /** Random rules in random order, then random adds and deletes of movable rules. */
  private List<List<Rule>> states(List<Rule> touched) {
    List<Rule> rules = new ArrayList<>();
    for (Rule rule : RULES.subList(MOVABLE, RULES.size())) {
      if (random.nextInt(4) > 0) {
        rules.add(random.nextInt(rules.size() + 1), rule);
      }
    }
    for (int i = random.nextInt(4); i >= 0; i--) {
      rules.add(random.nextInt(rules.size() + 1), anyMovable());
    }
    List<List<Rule>> states = new ArrayList<>();
    states.add(List.copyOf(rules));
    for (int i = random.nextInt(4) + 1; i >= 0; i--) {
      Rule rule = anyMovable();
      if (random.nextBoolean() || !rules.contains(rule)) {
        rules.add(random.nextInt(rules.size() + 1), rule);
      } else {
        rules.remove(rule);
      }
      touched.add(rule);
      states.add(List.copyOf(rules));
    }
    return states;
  }

  private Rule anyMovable() {
    return RULES.get(random.nextInt(MOVABLE));
  }

  private static boolean hasUntouchedTwice(List<Rule> rules, List<Rule> touched) {
    List<Rule> untouched = new ArrayList<>(rules);
    untouched.removeAll(touched);
    return new HashSet<>(untouched).size() < untouched.size();
  }

  private static boolean hasThirdDecision(List<List<Rule>> states) {
    int[][] ladders = new int[states.size()][];
    for (int i = 0; i < ladders.length; i++) {
      ladders[i] = states.get(i).stream().mapToInt(rule -> 1 << RULES.indexOf(rule)).toArray();
    }
    for (int mark : MARKS) {
      int applying = applying(mark);
      for (int answers = 0; answers < 1 << RULES.size(); answers++) {
        if ((answers & ~applying) != 0) {
          continue;
        }
        int first = decider(ladders[0], answers);
        int last = decider(ladders[ladders.length - 1], answers);
        for (int[] ladder : ladders) {
          int now = decider(ladder, answers);
          if (now != first && now != last) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Returns the rules, as bits, that match a packet with this mark. */
  private static int applying(int packetMark) {
    int applying = 0;
    for (int i = 0; i < RULES.size(); i++) {
      Optional<Mark> mark = RuleClassifier.excludedMark(RULES.get(i));
      if (mark.isEmpty() || !mark.get().matches(packetMark)) {
        applying |= 1 << i;
      }
    }
    return applying;
  }

  /** Returns the first rule that has an answer, as a bit; 0 if none has. */
  private static int decider(int[] ladder, int answers) {
    for (int rule : ladder) {
      if ((answers & rule) != 0) {
        return rule;
      }
    }
    return 0;
  }
}
