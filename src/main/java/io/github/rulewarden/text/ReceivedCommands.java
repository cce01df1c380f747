package io.github.rulewarden.text;

import java.util.ArrayList;
import java.util.List;

/**
 * The rules in {@code ip} commands that a daemon sent over the bus. This is the only class that
 * reads them; within the program, steps are values.
 */
final class ReceivedCommands {
  private static final String ADD = " rule add priority ";
  private static final String DELETE = " rule del priority ";

  private ReceivedCommands() {}

  /** The same sentence as {@link ChangedRules} makes of steps. Ignores all other texts. */
  static String sentence(List<String> commands) {
    return ChangedRules.sentence(rules(commands, ADD), rules(commands, DELETE));
  }

  private static List<String> rules(List<String> commands, String verb) {
    List<String> rules = new ArrayList<>();
    for (String command : commands) {
      int start = command.indexOf(verb);
      if (start >= 0) {
        String rule = command.substring(start + verb.length());
        int blank = rule.indexOf(' ');
        rules.add(blank < 0 ? rule : rule.substring(0, blank) + ": " + rule.substring(blank + 1));
      }
    }
    return rules;
  }
}
