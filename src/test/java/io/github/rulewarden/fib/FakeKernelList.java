package io.github.rulewarden.fib;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The kernel's list of rules of one family, as {@code ip rule} changes it. It assigns priorities
 * like the kernel, and a partial delete hits the first match.
 *
 * <p>Source: {@code fib_default_rule_pref}, {@code fib_nl_newrule}, {@code rule_exists} and {@code
 * rule_find} in {@code net/core/fib_rules.c}.
 */
public final class FakeKernelList {
  private static final String SUPPRESS = "from all lookup main suppress_prefixlength 0";

  private List<Rule> rules;

  public FakeKernelList(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** The rules in evaluation order. */
  public List<Rule> rules() {
    return rules;
  }

  /** {@code ip rule add priority N ...}; false if such a rule already exists (EEXIST). */
  public boolean add(Rule rule) {
    for (Rule other : rules) {
      if (exists(rule, other)) {
        return false;
      }
    }
    rules = RuleList.withAdded(rules, rule);
    return true;
  }

  /**
   * {@code ip rule add ...} without a priority: one less than the second rule's, but not below 0.
   */
  public boolean addUnnumbered(Rule rule) {
    return add(numbered(rule));
  }

  /** The rule at the priority that the kernel assigns if the request has none. */
  public Rule numbered(Rule rule) {
    long second = rules.size() < 2 ? 0 : rules.get(1).priority();
    return rule.at(second == 0 ? 0 : second - 1);
  }

  /** Adds a rule even if an equal one exists, as the kernel does without NLM_F_EXCL. */
  public void addBesideEquals(Rule rule) {
    rules = RuleList.withAdded(rules, rule);
  }

  /**
   * A delete that carries all attributes of a rule; returns whether it hit a rule, which may be a
   * twin.
   */
  public boolean delete(Rule rule) {
    int hit = RuleList.firstHit(rules, rule);
    if (hit < 0) {
      return false;
    }
    rules = RuleList.without(rules, hit);
    return true;
  }

  /** {@code ip rule delete table N}: the first rule with that table. */
  public boolean deleteByTable(long table) {
    return deleteFirst(rule -> rule.table() == table).isPresent();
  }

  /** {@code ip rule delete table main suppress_prefixlength 0}. */
  public boolean deleteSuppress() {
    return deleteFirst(rule ->
            rule.table() == Tables.MAIN
                && rule.modifiers().contains(new Modifier.SuppressPrefixLength(0)))
        .isPresent();
  }

  /**
   * The check of {@code wg-quick down} before each {@code ip rule delete table N}: it searches a
   * substring, not a number.
   */
  public boolean lists(long table) {
    for (Rule rule : rules) {
      if (Tables.text(rule.table()).startsWith(Long.toString(table))) {
        return true;
      }
    }
    return false;
  }

  /** The check of {@code wg-quick down} before each delete of a suppress rule. */
  public boolean listsSuppress() {
    for (Rule rule : rules) {
      if (rule.table() == Tables.MAIN && rule.text().contains(SUPPRESS)) {
        return true;
      }
    }
    return false;
  }

  /** Deletes and returns the first rule that matches a request. */
  public Optional<Rule> deleteFirst(Predicate<Rule> request) {
    for (int place = 0; place < rules.size(); place++) {
      Rule rule = rules.get(place);
      if (request.test(rule)) {
        rules = RuleList.without(rules, place);
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }

  /**
   * Whether {@code rule} cannot be added beside {@code other}. The sense of the selector and a
   * goto's target are not compared, and source, destination, type of service and realms only if
   * {@code rule} has them.
   */
  private static boolean exists(Rule rule, Rule other) {
    boolean isSameAction =
        rule.action() instanceof Action.Goto
            ? other.action() instanceof Action.Goto
            : rule.action().equals(other.action());
    List<Criterion> criteria = new ArrayList<>(other.selector().criteria());
    criteria.removeAll(rule.selector().criteria());
    List<Modifier> modifiers = new ArrayList<>(other.modifiers());
    modifiers.removeAll(rule.modifiers());
    return rule.priority() == other.priority()
        && rule.protocol() == other.protocol()
        && isSameAction
        && other.selector().criteria().containsAll(rule.selector().criteria())
        && criteria.stream().allMatch(FakeKernelList::isComparedOnlyIfAsked)
        && other.modifiers().containsAll(rule.modifiers())
        && modifiers.stream().allMatch(Modifier.Realms.class::isInstance);
  }

  private static boolean isComparedOnlyIfAsked(Criterion criterion) {
    return criterion instanceof Criterion.From
        || criterion instanceof Criterion.To
        || criterion instanceof Criterion.TypeOfService;
  }
}
