package io.github.rulewarden.api;

import java.util.ArrayList;
import java.util.List;

/** Names the rules that {@code ip} commands add and delete. */
final class ChangedRules {
  private static final String ADD = " rule add priority ";
  private static final String DELETE = " rule del priority ";

  /** How many rules are named of each kind; the steps themselves name all. */
  private static final int MAX_NAMED = 4;

  private ChangedRules() {}

  /**
   * Returns {@code added `5399: from all lookup 77`; deleted `5209: from all lookup 77`.}, with
   * each rule as {@code ip rule} prints it.
   */
  static String sentence(List<String> steps) {
    String added = list("added ", rules(steps, ADD));
    String deleted = list("deleted ", rules(steps, DELETE));
    String separator = added.isEmpty() || deleted.isEmpty() ? "" : "; ";
    return added + separator + deleted + ".";
  }

  private static List<String> rules(List<String> steps, String command) {
    List<String> rules = new ArrayList<>();
    for (String step : steps) {
      int start = step.indexOf(command);
      if (start >= 0) {
        String rule = step.substring(start + command.length());
        int blank = rule.indexOf(' ');
        rules.add(blank < 0 ? rule : rule.substring(0, blank) + ": " + rule.substring(blank + 1));
      }
    }
    return rules;
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
