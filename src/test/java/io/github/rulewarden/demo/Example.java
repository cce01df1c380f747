package io.github.rulewarden.demo;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.kernel.RuleEvent;
import java.util.ArrayList;
import java.util.List;

/** Rules and their changes, in the notation of {@code ip rule}. */
final class Example {
  static final int WG_QUICK = 4711;
  static final int RULEWARDEN = -17;

  static final String TAILSCALE =
      """
      0: from all lookup local
      5210: from all fwmark 0x80000/0xff0000 lookup main
      5230: from all fwmark 0x80000/0xff0000 lookup default
      5250: from all fwmark 0x80000/0xff0000 unreachable
      5270: from all lookup 52
      32766: from all lookup main
      """;

  private Example() {}

  /** Returns the same rules in both families. */
  static Snapshot snapshot(String listing) {
    return new Snapshot(
        Listing.parse(Family.IPV4, listing),
        Listing.parse(Family.IPV6, listing),
        List.of(),
        List.of());
  }

  /**
   * Parses changes, one per line: family, microseconds, process, + or -, rule.
   *
   * <pre>4 120 wg-quick + 5209: not from all fwmark 0xca6c lookup 51820</pre>
   */
  static List<RuleEvent> events(String lines) {
    List<RuleEvent> events = new ArrayList<>();
    for (String line : lines.lines().toList()) {
      String[] words = line.split(" +", 5);
      Family family = words[0].equals("4") ? Family.IPV4 : Family.IPV6;
      RuleEvent.Kind kind = words[3].equals("+") ? RuleEvent.Kind.ADDED : RuleEvent.Kind.DELETED;
      int port = words[2].equals("wg-quick") ? WG_QUICK : RULEWARDEN;
      Rule rule = Listing.rule(family, words[4]);
      events.add(new RuleEvent(1000 * Long.parseLong(words[1]), kind, rule, port));
    }
    return events;
  }

  /** Returns the rules of one family that are not in {@link #TAILSCALE}. */
  static String vpn(Snapshot snapshot, Family family) {
    List<Rule> rules = new ArrayList<>(snapshot.rules(family));
    rules.removeAll(Listing.parse(family, TAILSCALE));
    return Listing.print(rules);
  }
}
