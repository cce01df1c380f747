package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Shows that in each state between the first and the last every packet is decided by the rule that
 * decides in the first or by the one that decides in the last, never by a third.
 *
 * <p>It is shown for all packets and all contents of all tables at once, from the order of the
 * rules alone. Equal rules give equal answers wherever they stand, so only the first of them
 * counts. Say rule x decides for some packet in a state between. Then no rule ahead of x had an
 * answer. Were it another rule in the first state and another in the last, each of those would have
 * to stand ahead of x there, but not in the state between. So it is enough that for each x whatever
 * stands ahead of it in the first state, or whatever stands ahead of it in the last, stands ahead
 * of it in the state between.
 *
 * <p>A packet that some of the rules do not apply to is one for which they have no answer, so it
 * needs no argument of its own. Rules that no step touches keep their order, so what of them stands
 * together is one.
 */
final class Precedence {
  /** Stands behind all rules: "no rule had an answer". */
  private static final String NO_RULE = "no rule at all";

  private final List<List<Rule>> states;

  /** The different rules among those that are moved, regardless of priority. */
  private final List<Rule> moved = new ArrayList<>();

  /**
   * The numbers of untouched rules that stand ahead of some moved rule in some state: where their
   * list is cut.
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

  /**
   * One clause on the first packet that would be decided in a third way; empty if there is none.
   */
  static Optional<String> objection(List<List<Rule>> states, List<Rule> touched) {
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

  private Optional<String> objection() {
    BitSet[] first = ahead(states.getFirst());
    BitSet[] last = ahead(states.getLast());
    for (int i = 1; i < states.size() - 1; i++) {
      BitSet[] between = ahead(states.get(i));
      for (int x = 0; x < between.length; x++) {
        if (!isWithin(first[x], between[x]) && !isWithin(last[x], between[x])) {
          return Optional.of(
              "after step "
                  + i
                  + " "
                  + name(x)
                  + " would decide for packets that it decides for neither before nor after");
        }
      }
    }
    return Optional.empty();
  }

  /**
   * What stands ahead of each thing in a state. Things are numbered: the moved rules, then the
   * blocks of untouched ones, then "no rule". A thing that is not there has an infinity ahead of
   * it, which no state contains.
   */
  private BitSet[] ahead(List<Rule> state) {
    int end = moved.size() + cuts.cardinality() + 1;
    BitSet[] ahead = new BitSet[end + 1];
    Arrays.fill(ahead, everythingAndMore(end));
    BitSet seen = new BitSet(end);
    int untouched = 0;
    int block = moved.size();
    for (Rule rule : state) {
      int number = numberOf(rule);
      if (number >= 0) {
        note(number, seen, ahead);
      } else {
        if (untouched == 0 || cuts.get(untouched)) {
          note(block++, seen, ahead);
        }
        untouched++;
      }
    }
    note(end, seen, ahead);
    return ahead;
  }

  private static BitSet everythingAndMore(int end) {
    BitSet all = new BitSet();
    all.set(0, end + 1);
    return all;
  }

  private static void note(int number, BitSet seen, BitSet[] ahead) {
    if (!seen.get(number)) {
      ahead[number] = (BitSet) seen.clone();
      seen.set(number);
    }
  }

  private static boolean isWithin(BitSet part, BitSet whole) {
    BitSet rest = (BitSet) part.clone();
    rest.andNot(whole);
    return rest.isEmpty();
  }

  private String name(int number) {
    if (number < moved.size()) {
      return "`" + moved.get(number).text() + "`";
    }
    return number == moved.size() + cuts.cardinality() + 1 ? NO_RULE : "a rule of somebody else's";
  }
}
