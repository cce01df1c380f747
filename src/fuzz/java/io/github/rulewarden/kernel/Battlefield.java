package io.github.rulewarden.kernel;

import io.github.rulewarden.fib.FakeKernelList;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fuzz.Choices;
import io.github.rulewarden.kernel.warmup.ModelKernel;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.route.LinkAttribute;
import io.github.rulewarden.netlink.route.LinkInfoAttribute;
import io.github.rulewarden.netlink.route.LinkMessage;
import io.github.rulewarden.netlink.route.RouteAttribute;
import io.github.rulewarden.netlink.route.RouteMessage;
import io.github.rulewarden.netlink.route.RouteTypes;
import io.github.rulewarden.netlink.route.RuleMessage;
import io.github.rulewarden.wire.RuleCodec;
import java.util.List;

/** The processes that change rules beside the daemon, in an order that the input chooses. */
final class Battlefield {
  private static final int MOST_RULES = 24;
  private static final int LONGEST_RULE = 128;
  private static final long VPN_TABLE = 51820;
  private static final String SUPPRESS = "from all lookup main suppress_prefixlength 0";

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

  private final ModelKernel kernel;
  private final Choices choices;

  /** A host as it boots, with the links that the input chooses. */
  Battlefield(ModelKernel kernel, Choices choices) {
    this.kernel = kernel;
    this.choices = choices;
    for (Family family : Family.values()) {
      kernel.set(family, BOOT.stream().map(line -> Listing.rule(family, line)).toList());
    }
    int links = choices.u8();
    for (int i = 0; i < Byte.SIZE; i++) {
      if ((links & 1 << i) != 0) {
        bringUp(i);
      }
    }
  }

  /** Links 2, 3 and 4 are tunnels; each has the default route of a table of its own. */
  private void bringUp(int number) {
    int index = number / 2 + 2;
    if (number % 2 == 0) {
      String name = index == 4 ? "tailscale0" : "wg" + (index - 2);
      String kind = index == 2 ? "wireguard" : "tun";
      kernel.add(
          new LinkMessage(
              0,
              0,
              0,
              index,
              LinkMessage.UP,
              0,
              List.of(
                  new LinkAttribute.Name(name),
                  new LinkAttribute.LinkInfo(List.of(new LinkInfoAttribute.Kind(kind))))));
    } else {
      List<RouteAttribute> attributes =
          List.of(
              new RouteAttribute.Table(VPN_TABLE + index - 2),
              new RouteAttribute.OutputInterface(index));
      kernel.add(new RouteMessage(2, 0, 0, 0, 0, 0, 0, RouteTypes.UNICAST, 0, attributes));
    }
  }

  /** Somebody takes one step. */
  void step() {
    Family family = choices.of(Family.values());
    FakeKernelList rules = new FakeKernelList(kernel.rules(family));
    int kind = choices.u8();
    if (kind % 4 < 2 || rules.rules().size() > MOST_RULES) {
      remove(rules, kind / 4);
    } else {
      add(rules, family, kind / 4);
    }
    kernel.set(family, rules.rules());
  }

  private void remove(FakeKernelList rules, int kind) {
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

  private void add(FakeKernelList rules, Family family, int kind) {
    switch (kind % 6) {
      case 0 -> TAILSCALE.forEach(line -> rules.add(Listing.rule(family, line)));
      case 1 -> rules.addUnnumbered(capture(family));
      case 2 -> rules.addUnnumbered(Listing.rule(family, "0: " + SUPPRESS));
      case 3 -> {
        rules.addUnnumbered(capture(family));
        rules.addUnnumbered(Listing.rule(family, "0: " + SUPPRESS));
      }
      case 4 -> again(rules);
      default -> raw(rules, family);
    }
  }

  private Rule capture(Family family) {
    long table = VPN_TABLE + choices.u8() % 3;
    String mark = Long.toHexString(table);
    return Listing.rule(family, "0: not from all fwmark 0x" + mark + " lookup " + table);
  }

  /** A rule that is there, once more, at another priority. */
  private void again(FakeKernelList rules) {
    if (!rules.rules().isEmpty()) {
      Rule rule = rules.rules().get(choices.u8() % rules.rules().size());
      rules.add(rule.at(choices.of(0, 1, 99, 1000, 5000, 5208, 5270, 5271, 5399, 5400, 40000)));
    }
  }

  /** Whatever the input says. */
  private void raw(FakeKernelList rules, Family family) {
    try {
      Rule rule = RuleCodec.decode(RuleMessage.decode(choices.bytes(choices.u8() % LONGEST_RULE)));
      if (rule.family() == family) {
        rules.add(rule);
      }
    } catch (MalformedMessageException e) {
      // The kernel refuses it too.
    }
  }
}
