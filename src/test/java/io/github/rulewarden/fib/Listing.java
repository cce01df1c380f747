package io.github.rulewarden.fib;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads what {@code ip rule} prints. Anything unknown is an error, so that a mistake in an example
 * is found.
 *
 * <p>{@code ip rule} hides the protocol of the kernel's own rules. Here the rules that the kernel
 * creates at boot, at their own priorities, have protocol kernel; every other rule without {@code
 * proto} has protocol 0.
 */
public final class Listing {
  private Listing() {}

  /** Returns the IPv4 rules of a listing. Blank lines and text after a {@code #} are ignored. */
  public static List<Rule> parse(String listing) {
    return parse(Family.IPV4, listing);
  }

  /** Returns the rules of a listing of one family. */
  public static List<Rule> parse(Family family, String listing) {
    List<Rule> rules = new ArrayList<>();
    for (String line : listing.lines().toList()) {
      int comment = line.indexOf('#');
      String text = (comment < 0 ? line : line.substring(0, comment)).strip();
      if (!text.isEmpty()) {
        rules.add(rule(family, text));
      }
    }
    return rules;
  }

  /** Parses one line of a listing. */
  public static Rule rule(Family family, String line) {
    return new ListingLine(family, line).rule();
  }

  /** Returns the listing of rules, one line each, as {@link #parse} reads it. */
  public static String print(List<Rule> rules) {
    StringBuilder text = new StringBuilder();
    for (Rule rule : rules) {
      text.append(rule.priority()).append(": ").append(rule.text());
      if (rule.protocol() == ListingLine.PROTOCOL_KERNEL && !ListingLine.isMadeAtBoot(rule)) {
        text.append(" proto kernel");
      }
      text.append('\n');
    }
    return text.toString();
  }
}
