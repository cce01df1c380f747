package io.github.rulewarden.history;

import java.util.ArrayList;
import java.util.List;

/** The rules that {@code ip} commands are about, as a part of a sentence. */
final class Steps {
  private static final String ADD = " rule add priority ";
  private static final String DELETE = " rule del priority ";

  /** Whoever wants more of them reads the steps themselves. */
  private static final int MOST = 4;

  private Steps() {}

  /**
   * {@code added `5399: from all lookup 77`; deleted `5209: from all lookup 77`.}, each rule as
   * {@code ip rule} prints it.
   */
  static String sentence(List<String> steps) {
    String added = list("added ", rules(steps, ADD));
    String deleted = list("deleted ", rules(steps, DELETE));
    String between = added.isEmpty() || deleted.isEmpty() ? "" : "; ";
    return added + between + deleted + ".";
  }

  private static List<String> rules(List<String> steps, String command) {
    List<String> rules = new ArrayList<>();
    for (String step : steps) {
      int place = step.indexOf(command);
      if (place >= 0) {
        String rule = step.substring(place + command.length());
        int blank = rule.indexOf(' ');
        rules.add(blank < 0 ? rule : rule.substring(0, blank) + ": " + rule.substring(blank + 1));
      }
    }
    return rules;
  }

  private static String list(String verb, List<String> rules) {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < rules.size() && i < MOST; i++) {
      list.append(i == 0 ? verb : ", ").append('`').append(rules.get(i)).append('`');
    }
    if (rules.size() > MOST) {
      list.append(" and ").append(rules.size() - MOST).append(" more");
    }
    return list.toString();
  }
}
