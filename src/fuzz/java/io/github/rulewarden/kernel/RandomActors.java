package io.github.rulewarden.kernel;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.IpRuleList;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fuzz.Choices;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.route.RuleMessage;
import io.github.rulewarden.wire.RuleCodec;
import java.util.List;

/** Other processes that change rules, in an order that the input chooses. */
final class RandomActors {
  private static final int MOST_RULES = 24;
  private static final int LONGEST_RULE = 128;
  private static final long VPN_TABLE = 51820;
  private static final String SUPPRESS = "from all lookup main suppress_prefixlength 0";

  /** The input chooses which of these exist, and which have the default route of a table. */
  private static final List<String> TUNNELS = List.of("wg0", "wg1", "tailscale0", "wg3");

  private static final List<String> BOOT =
      List.of(
          "0: from all lookup local",
          "32766: from all lookup main",
          "32767: from all lookup default");

  private static final List<String> TAILSCALE =
      List.of(
          "5210: from all fwmark 0x80000/0xff0000 lookup main",
          "5230: from all fwmark 0x80000/0xff0000 lookup default",
          "5250: from all fwmark 0x80000/0xff0000 unreachable",
          "5270: from all lookup 52");

  private final FakeKernel kernel;
  private final Choices choices;

  /** A host after its boot, with the links that the input chooses. */
  RandomActors(FakeKernel kernel, Choices choices) {
    this.kernel = kernel;
    this.choices = choices;
    for (Family family : Family.values()) {
      kernel.set(family, BOOT.stream().map(line -> Listing.rule(family, line)).toList());
    }
    int bits = choices.u8();
    for (int i = 0; i < TUNNELS.size(); i++) {
      int choice = bits >> (2 * i);
      if ((choice & 1) != 0) {
        addTunnel(i, (choice & 2) != 0 ? List.of(Family.values()) : List.of());
      }
    }
  }

  private void addTunnel(int number, List<Family> routed) {
    Link.Kind kind = number == 0 ? Link.Kind.WIREGUARD : Link.Kind.TUN;
    kernel.addLink(TUNNELS.get(number), kind);
    for (Family family : routed) {
      kernel.addDefaultRoute(family, VPN_TABLE + number, TUNNELS.get(number));
    }
  }

  /** One change by one process. */
  void step() {
    Family family = choices.of(Family.values());
    IpRuleList rules = new IpRuleList(kernel.rules(family));
    int kind = choices.u8();
    if (kind % 4 < 2 || rules.rules().size() > MOST_RULES) {
      remove(rules, kind / 4);
    } else {
      add(rules, family, kind / 4);
    }
    kernel.set(family, rules.rules());
  }

  private void remove(IpRuleList rules, int kind) {
    long table = VPN_TABLE + choices.u8() % 3;
    switch (kind % 5) {
      case 0 -> rules.deleteByTable(table);
      case 1 -> rules.deleteSuppress();
      case 2 -> {
        while (rules.deleteByTable(table)) {}
      }
      case 3 -> {
        if (!rules.rules().isEmpty()) {
          rules.delete(rules.rules().get(choices.u8() % rules.rules().size()));
        }
      }
      default -> {
        for (Rule rule : List.copyOf(rules.rules())) {
          if (rule.protocol() != 2) {
            rules.delete(rule);
          }
        }
      }
    }
  }

  private void add(IpRuleList rules, Family family, int kind) {
    switch (kind % 6) {
      case 0 -> TAILSCALE.forEach(line -> rules.add(Listing.rule(family, line)));
      case 1 -> rules.addUnnumbered(capture(family));
      case 2 -> rules.addUnnumbered(Listing.rule(family, "0: " + SUPPRESS));
      case 3 -> {
        rules.addUnnumbered(capture(family));
        rules.addUnnumbered(Listing.rule(family, "0: " + SUPPRESS));
      }
      case 4 -> addCopy(rules);
      default -> addBytes(rules, family);
    }
  }

  private Rule capture(Family family) {
    long table = VPN_TABLE + choices.u8() % 3;
    String mark = Long.toHexString(table);
    return Listing.rule(family, "0: not from all fwmark 0x" + mark + " lookup " + table);
  }

  /** An existing rule at another priority. */
  private void addCopy(IpRuleList rules) {
    if (!rules.rules().isEmpty()) {
      Rule rule = rules.rules().get(choices.u8() % rules.rules().size());
      rules.add(rule.at(choices.of(0, 1, 99, 1000, 5000, 5208, 5270, 5271, 5399, 5400, 40000)));
    }
  }

  /** A rule whose message is bytes of the input. */
  private void addBytes(IpRuleList rules, Family family) {
    try {
      Rule rule = RuleCodec.decode(RuleMessage.decode(choices.bytes(choices.u8() % LONGEST_RULE)));
      if (rule.family() == family) {
        rules.add(rule);
      }
    } catch (MalformedMessageException e) {
      // The kernel refuses it, too.
    }
  }
}
