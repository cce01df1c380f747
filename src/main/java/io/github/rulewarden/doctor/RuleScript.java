package io.github.rulewarden.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Text of a script as far as it changes routing rules by {@code ip rule}. */
final class RuleScript {
  /** The words of {@code ip} may be cut short; those of {@code -n NETNS} work elsewhere. */
  private static final Pattern CHANGE =
      Pattern.compile(
          "(?:^|[\\s;&|(`\"'/=])ip\\s+(?:-\\S+\\s+)*ru(?:le?)?\\s+"
              + "(?:add|a|del\\w*|d|flush|prepend|append|replace|change|restore)\\b");

  /** What is about Tailscale's order and a VPN's, or does not look where it hits. */
  private static final Pattern OURS =
      Pattern.compile(
          "\\b52\\b|\\b51820\\b|suppress_|100\\.64\\.|fd7a:115c|ailscale|0x80000|0xca6c"
              + "|\\bwg|\\bflush\\b|\\bnot\\s+(?:from\\s+all\\s+)?fwmark");

  private RuleScript() {}

  /** The lines that change rules, stripped, comments left out. */
  static List<String> changes(String text) {
    List<String> changes = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String stripped = line.strip();
      if (!stripped.startsWith("#") && CHANGE.matcher(stripped).find()) {
        changes.add(stripped);
      }
    }
    return changes;
  }

  /** Whether some of these lines are about the rules that Rulewarden keeps. */
  static boolean concernOurs(List<String> changes) {
    return changes.stream().anyMatch(change -> OURS.matcher(change).find());
  }
}
