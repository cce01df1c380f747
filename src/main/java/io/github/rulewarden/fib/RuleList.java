package io.github.rulewarden.fib;

import java.util.ArrayList;
import java.util.List;

/**
 * What the kernel does to its list of rules of one family when it is told to add or delete one.
 *
 * <p>Source: {@code fib_nl_newrule}, {@code fib_nl_delrule}, {@code rule_find} and {@code
 * rule_exists} in {@code net/core/fib_rules.c}.
 */
public final class RuleList {
  private RuleList() {}

  /** The list with {@code rule} in it: behind every rule of a smaller or the same priority. */
  public static List<Rule> withAdded(List<Rule> rules, Rule rule) {
    int place = 0;
    while (place < rules.size() && rules.get(place).priority() <= rule.priority()) {
      place++;
    }
    List<Rule> result = new ArrayList<>(rules.size() + 1);
    result.addAll(rules.subList(0, place));
    result.add(rule);
    result.addAll(rules.subList(place, rules.size()));
    return result;
  }

  /** The list without the rule at {@code place}. */
  public static List<Rule> without(List<Rule> rules, int place) {
    List<Rule> result = new ArrayList<>(rules);
    result.remove(place);
    return result;
  }

  /** Whether a list, in the order its rules are asked, holds exactly this rule. */
  public static boolean holds(List<Rule> rules, Rule rule) {
    int low = 0;
    int high = rules.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (rules.get(middle).priority() < rule.priority()) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    while (low < rules.size() && rules.get(low).priority() == rule.priority()) {
      if (rules.get(low).equals(rule)) {
        return true;
      }
      low++;
    }
    return false;
  }

  /**
   * Which rule a delete would hit that carries everything of {@code meant}, its priority included:
   * the place of the first that fits, or -1 if none does (ENOENT).
   */
  public static int firstHit(List<Rule> rules, Rule meant) {
    for (int place = 0; place < rules.size(); place++) {
      if (wouldHit(meant, rules.get(place))) {
        return place;
      }
    }
    return -1;
  }

  /**
   * Whether a delete that carries everything of {@code meant} fits {@code candidate}. What {@code
   * meant} does not have is not compared, and the sense of the selector never is: {@code not fwmark
   * 1} fits the twin {@code fwmark 1}.
   */
  static boolean wouldHit(Rule meant, Rule candidate) {
    return meant.priority() == candidate.priority()
        && (meant.protocol() == 0 || meant.protocol() == candidate.protocol())
        && actionFits(meant.action(), candidate.action())
        && criteriaFit(meant.selector().criteria(), candidate.selector().criteria())
        && candidate.modifiers().containsAll(meant.modifiers());
    // Extras: kernels that know such an attribute may compare it, but to rely on it would be to
    // guess. Not comparing
    // it can only find more twins, and a twin found is a delete refused.
  }

  private static boolean actionFits(Action meant, Action candidate) {
    return switch (meant) {
      case Action.Lookup(long table) when table == 0 -> candidate instanceof Action.Lookup;
      // A goto's target is not compared.
      case Action.Goto _ -> candidate instanceof Action.Goto;
      default -> meant.equals(candidate);
    };
  }

  private static boolean criteriaFit(List<Criterion> meant, List<Criterion> candidate) {
    for (Criterion criterion : meant) {
      boolean fits =
          criterion instanceof Criterion.FwMark(Mark mark)
              ? markFits(mark, candidate)
              : candidate.contains(criterion);
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /** Value and mask are compared apart from each other, and each only if it is not 0. */
  private static boolean markFits(Mark meant, List<Criterion> candidate) {
    Mark other = new Mark(0, 0);
    for (Criterion criterion : candidate) {
      if (criterion instanceof Criterion.FwMark(Mark mark)) {
        other = mark;
      }
    }
    return (meant.value() == 0 || meant.value() == other.value())
        && (meant.mask() == 0 || meant.mask() == other.mask());
  }
}
