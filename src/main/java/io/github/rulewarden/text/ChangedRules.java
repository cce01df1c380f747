package io.github.rulewarden.text;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.policy.plan.Step;
import java.util.ArrayList;
import java.util.List;

/** Names the rules that steps add and delete. */
final class ChangedRules {
  /** How many rules are named of each kind; the steps themselves name all. */
  private static final int MAX_NAMED = 4;

  private ChangedRules() {}

  /**
   * Returns {@code added `5399: from all lookup 77`; deleted `5209: from all lookup 77`.}, with
   * each rule as {@code ip rule} prints it.
   */
  static String sentence(List<Step> steps) {
    List<String> added = new ArrayList<>();
    List<String> deleted = new ArrayList<>();
    for (Step step : steps) {
      switch (step) {
        case Step.Add(Rule rule) -> added.add(rule.toString());
        case Step.Delete(Rule rule, _) -> deleted.add(rule.toString());
      }
    }
    return sentence(added, deleted);
  }

  /** Like {@link #sentence(List)}, from the texts of the rules. */
  static String sentence(List<String> added, List<String> deleted) {
    String separator = added.isEmpty() || deleted.isEmpty() ? "" : "; ";
    return list("added ", added) + separator + list("deleted ", deleted) + ".";
  }

  private static String list(String verb, List<String> rules) {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < rules.size() && i < MAX_NAMED; i++) {
      list.append(i == 0 ? verb : ", ").append('`').append(rules.get(i)).append('`');
    }
    if (rules.size() > MAX_NAMED) {
      list.append(" and ").append(rules.size() - MAX_NAMED).append(" more");
    }
    return list.toString();
  }
}
