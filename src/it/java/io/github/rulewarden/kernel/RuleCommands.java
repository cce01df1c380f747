package io.github.rulewarden.kernel;

import io.github.rulewarden.fib.Action;
import io.github.rulewarden.fib.Extras;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Selector;
import io.github.rulewarden.netlink.Flags;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.route.MessageTypes;
import io.github.rulewarden.netlink.route.RuleAttribute;
import io.github.rulewarden.netlink.route.RuleMessage;
import io.github.rulewarden.netlink.route.SelectorAttribute;
import io.github.rulewarden.wire.RuleCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Generates requests that add and delete rules which differ in few attributes. Some requests are
 * complete, others omit a part; some have a priority, some are exclusive.
 */
final class RuleCommands {
  private static final int MANY = 40;

  private static final List<String> RULES =
      List.of(
          "not from all fwmark 0xca6c lookup 51820",
          "from all fwmark 0xca6c lookup 51820",
          "not from all fwmark 0xca6c/0xff00 lookup 51820",
          "from all fwmark 0/0x1 lookup 51820",
          "not from all fwmark 0xca6d lookup 51821",
          "not from all fwmark 0xca6c lookup 51820 proto static",
          "from all lookup main",
          "from all lookup main suppress_prefixlength 0",
          "from all lookup main suppress_prefixlength 1",
          "from all lookup main suppress_prefixlength 0 suppress_ifgroup 3",
          "from all lookup 52",
          "from all lookup 52 proto 82",
          "not from all lookup 52",
          "from all tos 0x10 lookup 52",
          "from all iif lo lookup 52",
          "from all oif absent0 lookup 52",
          "from all uidrange 0-9 lookup 52",
          "from all ipproto tcp lookup 52",
          "from all ipproto tcp sport 22 lookup 52",
          "from all ipproto tcp dport 22-23 lookup 52",
          "from all tun_id 5 lookup 52",
          "from all lookup [l3mdev-table]",
          "from all unreachable",
          "from all blackhole",
          "from all goto 300",
          "from all goto 400",
          "from all goto 102",
          "from all nop");

  private static final List<String> IPV4_RULES =
      List.of(
          "from 10.0.0.0/8 lookup 52",
          "from 10.0.0.0/16 lookup 52",
          "from all to 10.0.0.0/8 lookup 52",
          "from 10.0.0.0/8 to 10.1.0.0/16 lookup main suppress_prefixlength 0",
          "from all lookup main realms 4",
          "from all lookup main realms 2/4");

  private static final List<String> IPV6_RULES =
      List.of(
          "from fd00::/8 lookup 52",
          "from fd00::/16 lookup 52",
          "from all to fd00::/8 lookup 52",
          "from all to fd00::1 lookup main suppress_prefixlength 0");

  private final SplittableRandom random;

  RuleCommands(SplittableRandom random) {
    this.random = random;
  }

  Family family() {
    return random.nextBoolean() ? Family.IPV4 : Family.IPV6;
  }

  /** Returns the next request. The more rules there are, the more likely it deletes one. */
  Frame next(Family family, int rules) {
    boolean isAdd = random.nextInt(10) < (rules > MANY ? 2 : 6);
    return isAdd ? add(rule(family)) : delete(rule(family));
  }

  private Rule rule(Family family) {
    List<String> pool = new ArrayList<>(RULES);
    pool.addAll(
        switch (family) {
          case IPV4 -> IPV4_RULES;
          case IPV6 -> IPV6_RULES;
        });
    int priority = random.nextInt(8) == 0 ? 0 : random.nextInt(100, 103);
    return Listing.rule(family, priority + ": " + pool.get(random.nextInt(pool.size())));
  }

  private Frame add(Rule rule) {
    int flags = Flags.CREATE | (random.nextInt(4) == 0 ? 0 : Flags.EXCLUSIVE);
    return Frame.request(MessageTypes.NEW_RULE, flags, shortened(rule).encode());
  }

  private Frame delete(Rule rule) {
    boolean isWhole = random.nextInt(5) < 2;
    Rule asked = isWhole ? rule : partOf(rule);
    return Frame.request(MessageTypes.DELETE_RULE, 0, shortened(asked).encode());
  }

  /** Returns the rule without some of its attributes. */
  private Rule partOf(Rule rule) {
    Selector.Sense sense = random.nextBoolean() ? Selector.Sense.PLAIN : Selector.Sense.INVERTED;
    return new Rule(
        rule.family(),
        rule.priority(),
        new Selector(sense, some(rule.selector().criteria())),
        actionOf(rule),
        some(rule.modifiers()),
        random.nextBoolean() ? rule.protocol() : 0,
        Extras.NONE);
  }

  private Action actionOf(Rule rule) {
    return switch (random.nextInt(5)) {
      case 0 -> new Action.Unknown(0);
      case 1 -> rule.action() instanceof Action.Lookup ? new Action.Lookup(0) : rule.action();
      default -> rule.action();
    };
  }

  private <T> List<T> some(List<T> all) {
    List<T> some = new ArrayList<>();
    for (T each : all) {
      if (random.nextBoolean()) {
        some.add(each);
      }
    }
    return some;
  }

  /** Returns the rule's message, sometimes without its priority, mask or table. */
  private RuleMessage shortened(Rule rule) {
    RuleMessage whole = RuleCodec.encode(rule);
    boolean hasPriority = random.nextInt(4) > 0;
    boolean hasMask = random.nextInt(4) > 0;
    List<RuleAttribute> attributes = new ArrayList<>();
    for (RuleAttribute attribute : whole.attributes()) {
      boolean isKept =
          switch (attribute) {
            case RuleAttribute.Priority _ -> hasPriority;
            case SelectorAttribute.FwMask _ -> hasMask;
            default -> true;
          };
      if (isKept) {
        attributes.add(attribute);
      }
    }
    return new RuleMessage(
        whole.family(),
        whole.destinationLength(),
        whole.sourceLength(),
        whole.typeOfService(),
        whole.table(),
        whole.action(),
        whole.flags(),
        attributes);
  }
}
