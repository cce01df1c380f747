package io.github.rulewarden.fib;

import java.util.ArrayList;
import java.util.List;

/**
 * How the kernel changes its list of rules of one family when a rule is added or deleted.
 *
 * <p>Source: {@code fib_nl_newrule}, {@code fib_nl_delrule}, {@code rule_find} and {@code
 * rule_exists} in {@code net/core/fib_rules.c}.
 */
public final class RuleList {
  private RuleList() {}

  /** The list with {@code rule} inserted behind every rule of a smaller or equal priority. */
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

  /**
   * The priority that the kernel assigns to a rule without one ({@code fib_default_rule_pref}): one
   * less than that of the second rule, but not below 0.
   */
  public static long defaultPriority(List<Rule> rules) {
    long second = rules.size() < 2 ? 0 : rules.get(1).priority();
    return second == 0 ? 0 : second - 1;
  }

  /** Whether the kernel refuses to add {@code rule} with NLM_F_EXCL: EEXIST. */
  public static boolean exists(List<Rule> rules, Rule rule) {
    for (Rule other : rules) {
      if (isSameToAdd(rule, other)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The comparison of {@code rule_exists}. It does not compare the sense of the selector and a
   * goto's target, and source, destination, type of service and realms only if {@code added} has
   * them.
   */
  private static boolean isSameToAdd(Rule added, Rule present) {
    if (added.priority() != present.priority() || added.protocol() != present.protocol()) {
      return false;
    }
    boolean isSameAction =
        added.action() instanceof Action.Goto
            ? present.action() instanceof Action.Goto
            : added.action().equals(present.action());
    List<Criterion> criteria = present.selector().criteria();
    if (!isSameAction
        || !criteria.containsAll(added.selector().criteria())
        || !present.modifiers().containsAll(added.modifiers())) {
      return false;
    }
    for (Criterion criterion : criteria) {
      boolean isOptional =
          criterion instanceof Criterion.From
              || criterion instanceof Criterion.To
              || criterion instanceof Criterion.TypeOfService;
      if (!isOptional && !added.selector().criteria().contains(criterion)) {
        return false;
      }
    }
    for (Modifier modifier : present.modifiers()) {
      if (!(modifier instanceof Modifier.Realms) && !added.modifiers().contains(modifier)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a list in evaluation order contains exactly this rule. */
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
   * The rule that the kernel deletes if a request carries all attributes of {@code meant},
   * including its priority: the place of the first match, or -1 if none matches (ENOENT).
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
   * Whether a delete request that carries all attributes of {@code meant} matches {@code
   * candidate}. The kernel does not compare attributes that {@code meant} does not have, and it
   * never compares FIB_RULE_INVERT: {@code not fwmark 1} matches its twin {@code fwmark 1}.
   */
  static boolean wouldHit(Rule meant, Rule candidate) {
    return meant.priority() == candidate.priority()
        && (meant.protocol() == 0 || meant.protocol() == candidate.protocol())
        && actionMatches(meant.action(), candidate.action())
        && criteriaMatch(meant.selector().criteria(), candidate.selector().criteria())
        && candidate.modifiers().containsAll(meant.modifiers());
    // Extras are not compared here. A kernel that knows such an attribute may compare it, but that
    // is not certain. Without the comparison this method can only find more twins, and a delete
    // with a twin is refused.
  }

  private static boolean actionMatches(Action meant, Action candidate) {
    return switch (meant) {
      case Action.Lookup(long table) when table == 0 -> candidate instanceof Action.Lookup;
      // A goto's target is not compared.
      case Action.Goto _ -> candidate instanceof Action.Goto;
      default -> meant.equals(candidate);
    };
  }

  private static boolean criteriaMatch(List<Criterion> meant, List<Criterion> candidate) {
    for (Criterion criterion : meant) {
      boolean fits =
          criterion instanceof Criterion.FwMark(Mark mark)
              ? markMatches(mark, candidate)
              : candidate.contains(criterion);
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /** The kernel compares value and mask separately, and each only if it is not 0. */
  private static boolean markMatches(Mark meant, List<Criterion> candidate) {
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
