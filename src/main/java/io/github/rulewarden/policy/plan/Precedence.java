package io.github.rulewarden.policy.plan;

import io.github.rulewarden.fib.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Proves that in each state between the first and the last, every packet is decided either by the
 * rule that decides in the first state or by the rule that decides in the last state.
 *
 * <p>The proof covers all packets and all contents of all tables at once, because it uses only the
 * order of the rules. Equal rules give equal answers at any place, so only the first of them
 * counts. Assume that rule x decides for some packet in an intermediate state. Then no rule ahead
 * of x had an answer. If other rules decided in the first and in the last state, each of those
 * would stand ahead of x there, but not in the intermediate state. So this condition is sufficient:
 * for each x, all rules ahead of it in the first state, or all rules ahead of it in the last state,
 * also stand ahead of it in the intermediate state.
 *
 * <p>A rule that does not match a packet has no answer for it, so this case is included. Rules that
 * no step touches keep their order, so a block of adjacent untouched rules counts as one.
 */
final class Precedence {
  private final List<List<Rule>> states;

  /** The touched rules; rules that differ only in priority are listed once. */
  private final List<Rule> moved = new ArrayList<>();

  /**
   * For each moved rule in each state, the number of untouched rules ahead of it. The list of
   * untouched rules is cut into blocks there.
   */
  private final BitSet cuts = new BitSet();

  private Precedence(List<List<Rule>> states, List<Rule> touched) {
    this.states = states;
    for (Rule rule : touched) {
      if (numberOf(rule) < 0) {
        moved.add(rule);
      }
    }
  }

  /** The first violation; empty if there is none. */
  public static Optional<Objection> objection(List<List<Rule>> states, List<Rule> touched) {
    Precedence precedence = new Precedence(states, touched);
    precedence.findCuts();
    return precedence.objection();
  }

  private int numberOf(Rule rule) {
    for (int i = 0; i < moved.size(); i++) {
      if (moved.get(i).isSameElsewhere(rule)) {
        return i;
      }
    }
    return -1;
  }

  private void findCuts() {
    for (List<Rule> state : states) {
      int untouched = 0;
      for (Rule rule : state) {
        if (numberOf(rule) >= 0) {
          cuts.set(untouched);
        } else {
          untouched++;
        }
      }
    }
  }

  private Optional<Objection> objection() {
    BitSet[] first = ahead(states.getFirst());
    BitSet[] last = ahead(states.getLast());
    for (int i = 1; i < states.size() - 1; i++) {
      BitSet[] between = ahead(states.get(i));
      for (int x = 0; x < between.length; x++) {
        if (!isSubset(first[x], between[x]) && !isSubset(last[x], between[x])) {
          return Optional.of(new Objection.DecidesBetween(i, decider(x)));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * For each item, the items ahead of it in a state. Items are numbered: the moved rules, then the
   * blocks of untouched rules, then "no rule". An item that is missing from the state gets a set
   * that is a subset of none.
   */
  private BitSet[] ahead(List<Rule> state) {
    int end = moved.size() + cuts.cardinality() + 1;
    BitSet[] ahead = new BitSet[end + 1];
    Arrays.fill(ahead, supersetOfAll(end));
    BitSet seen = new BitSet(end);
    int untouched = 0;
    int block = moved.size();
    for (Rule rule : state) {
      int number = numberOf(rule);
      if (number >= 0) {
        record(number, seen, ahead);
      } else {
        if (untouched == 0 || cuts.get(untouched)) {
          record(block++, seen, ahead);
        }
        untouched++;
      }
    }
    record(end, seen, ahead);
    return ahead;
  }

  private static BitSet supersetOfAll(int end) {
    BitSet all = new BitSet();
    all.set(0, end + 1);
    return all;
  }

  private static void record(int number, BitSet seen, BitSet[] ahead) {
    if (!seen.get(number)) {
      ahead[number] = (BitSet) seen.clone();
      seen.set(number);
    }
  }

  private static boolean isSubset(BitSet part, BitSet whole) {
    BitSet rest = (BitSet) part.clone();
    rest.andNot(whole);
    return rest.isEmpty();
  }

  private Objection.Decider decider(int number) {
    if (number < moved.size()) {
      return new Objection.Decider.Touched(moved.get(number));
    }
    return number == moved.size() + cuts.cardinality() + 1
        ? new Objection.Decider.NoRule()
        : new Objection.Decider.Untouched();
  }
}
