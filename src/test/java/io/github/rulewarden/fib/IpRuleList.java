package io.github.rulewarden.fib;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A list of rules of one family, and the {@code ip rule} commands of other programs that change it.
 * The behavior of the kernel is in {@link RuleList}.
 */
public final class IpRuleList {
  private static final String SUPPRESS = "from all lookup main suppress_prefixlength 0";

  private List<Rule> rules;

  public IpRuleList(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** Returns the rules in evaluation order. */
  public List<Rule> rules() {
    return rules;
  }

  /** {@code ip rule add priority N ...}; false if such a rule already exists (EEXIST). */
  public boolean add(Rule rule) {
    if (RuleList.exists(rules, rule)) {
      return false;
    }
    rules = RuleList.withAdded(rules, rule);
    return true;
  }

  /**
   * {@code ip rule add ...} without a priority: one less than the second rule's, but not below 0.
   */
  public boolean addUnnumbered(Rule rule) {
    return add(rule.at(RuleList.defaultPriority(rules)));
  }

  /**
   * Executes a delete that carries all attributes of a rule; returns whether it hit a rule, which
   * may be a twin.
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
   * Executes the check of {@code wg-quick down} before each {@code ip rule delete table N}. It
   * searches for a substring, not for a number.
   */
  public boolean lists(long table) {
    for (Rule rule : rules) {
      if (Tables.text(rule.table()).startsWith(Long.toString(table))) {
        return true;
      }
    }
    return false;
  }

  /** Executes the check of {@code wg-quick down} before each delete of a suppress rule. */
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
}
