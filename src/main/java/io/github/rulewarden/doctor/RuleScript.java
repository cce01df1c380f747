package io.github.rulewarden.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the lines of a script that change routing rules with {@code ip rule}. */
final class RuleScript {
  /** {@code ip} accepts abbreviated words. With {@code -n NETNS} it changes another namespace. */
  private static final Pattern CHANGE =
      Pattern.compile(
          "(?:^|[\\s;&|(`\"'/=])ip\\s+(?:-\\S+\\s+)*ru(?:le?)?\\s+"
              + "(?:add|a|del\\w*|d|flush|prepend|append|replace|change|restore)\\b");

  /** Changes that concern the rules of Tailscale or of a VPN, or all rules. */
  private static final Pattern OURS =
      Pattern.compile(
          "\\b52\\b|\\b51820\\b|suppress_|100\\.64\\.|fd7a:115c|ailscale|0x80000|0xca6c"
              + "|\\bwg|\\bflush\\b|\\bnot\\s+(?:from\\s+all\\s+)?fwmark");

  private RuleScript() {}

  /** The lines that change rules, stripped and without comments. */
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

  /** Whether any of these lines concerns rules that Rulewarden keeps in order. */
  static boolean concernOurs(List<String> changes) {
    return changes.stream().anyMatch(change -> OURS.matcher(change).find());
  }
}
