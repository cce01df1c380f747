package io.github.rulewarden.fib;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** One line of {@code ip rule}'s listing, word by word. */
final class ListingLine {
  static final int PROTOCOL_KERNEL = 2;

  private final Family family;
  private final String line;
  private final Deque<String> words;
  private final List<Criterion> criteria = new ArrayList<>();
  private final List<Modifier> modifiers = new ArrayList<>();

  ListingLine(Family family, String line) {
    this.family = family;
    this.line = line;
    this.words = new ArrayDeque<>(List.of(line.split("\\s+", -1)));
  }

  Rule rule() {
    String first = next();
    if (!first.endsWith(":")) {
      throw unexpected(first);
    }
    long priority = Long.parseLong(first.substring(0, first.length() - 1));
    Selector.Sense sense = take("not") ? Selector.Sense.INVERTED : Selector.Sense.PLAIN;
    criteria();
    Action action = action();
    int protocol = take("proto") ? protocol(next()) : 0;
    if (!words.isEmpty()) {
      throw unexpected(words.peek());
    }
    Rule rule =
        new Rule(
            family,
            priority,
            new Selector(sense, criteria),
            action,
            modifiers,
            protocol,
            Extras.NONE);
    return protocol == 0 && isMadeAtBoot(rule) ? withProtocol(rule, PROTOCOL_KERNEL) : rule;
  }

  static boolean isMadeAtBoot(Rule rule) {
    boolean isPlain = rule.selector().equals(Selector.ALL) && rule.modifiers().isEmpty();
    return isPlain
        && ((rule.priority() == 0 && rule.table() == Tables.LOCAL)
            || (rule.priority() == 32766 && rule.table() == Tables.MAIN)
            || (rule.priority() == 32767 && rule.table() == Tables.DEFAULT));
  }

  static Rule withProtocol(Rule rule, int protocol) {
    return new Rule(
        rule.family(),
        rule.priority(),
        rule.selector(),
        rule.action(),
        rule.modifiers(),
        protocol,
        rule.extras());
  }

  private void criteria() {
    expect("from");
    if (!take("all")) {
      criteria.add(new Criterion.From(prefix(next())));
    }
    if (take("to")) {
      criteria.add(new Criterion.To(prefix(next())));
    }
    if (take("tos")) {
      criteria.add(new Criterion.TypeOfService(hex(next())));
    }
    if (take("fwmark")) {
      criteria.add(new Criterion.FwMark(mark(next())));
    }
    if (take("iif")) {
      criteria.add(new Criterion.IncomingInterface(next()));
    }
    if (take("oif")) {
      criteria.add(new Criterion.OutgoingInterface(next()));
    }
    // ip prints "lookup [l3mdev-table]" at another position; the criterion belongs here in the
    // order.
    if (words.contains("[l3mdev-table]")) {
      criteria.add(new Criterion.L3Master());
    }
    if (take("uidrange")) {
      criteria.add(new Criterion.UserIds(range(next())));
    }
    if (take("ipproto")) {
      criteria.add(new Criterion.IpProtocol(ipProtocol(next())));
    }
    if (take("sport")) {
      criteria.add(new Criterion.SourcePorts(range(next())));
    }
    if (take("dport")) {
      criteria.add(new Criterion.DestinationPorts(range(next())));
    }
    if (take("tun_id")) {
      criteria.add(new Criterion.TunnelId(Long.parseUnsignedLong(next())));
    }
    if (take("dscp")) {
      criteria.add(new Criterion.Dscp(Integer.parseInt(next())));
    }
  }

  private Action action() {
    if (take("lookup")) {
      String table = next();
      modifiers();
      return new Action.Lookup(table.equals("[l3mdev-table]") ? 0 : table(table));
    }
    modifiers();
    String word = next();
    return switch (word) {
      case "goto" -> new Action.Goto(Long.parseLong(next()));
      case "nop" -> new Action.Nop();
      case "blackhole" -> new Action.Reject(Action.Reject.Kind.BLACKHOLE);
      case "unreachable" -> new Action.Reject(Action.Reject.Kind.UNREACHABLE);
      case "prohibit" -> new Action.Reject(Action.Reject.Kind.PROHIBIT);
      default -> throw unexpected(word);
    };
  }

  private void modifiers() {
    if (take("suppress_prefixlength")) {
      modifiers.add(new Modifier.SuppressPrefixLength(Integer.parseInt(next())));
    }
    if (take("suppress_ifgroup")) {
      modifiers.add(new Modifier.SuppressInterfaceGroup(Long.parseLong(next())));
    }
    if (take("realms")) {
      String[] parts = next().split("/", -1);
      int destination = Integer.parseInt(parts[parts.length - 1]);
      modifiers.add(
          new Modifier.Realms(
              parts.length == 1 ? destination : Integer.parseInt(parts[0]) << 16 | destination));
    }
  }

  private static long table(String word) {
    return switch (word) {
      case "main" -> Tables.MAIN;
      case "local" -> Tables.LOCAL;
      case "default" -> Tables.DEFAULT;
      default -> Long.parseLong(word);
    };
  }

  private static int protocol(String word) {
    return switch (word) {
      case "kernel" -> 2;
      case "boot" -> 3;
      case "static" -> 4;
      case "dhcp" -> 16;
      default -> Integer.parseInt(word);
    };
  }

  private static int ipProtocol(String word) {
    return switch (word) {
      case "icmp" -> 1;
      case "tcp" -> 6;
      case "udp" -> 17;
      case "ipv6-icmp" -> 58;
      default -> Integer.parseInt(word);
    };
  }

  private Prefix prefix(String word) {
    String[] parts = word.split("/", -1);
    int length = parts.length == 1 ? family.addressBits() : Integer.parseInt(parts[1]);
    return new Prefix(Numeric.address(family, parts[0]), length);
  }

  private static Mark mark(String word) {
    String[] parts = word.split("/", -1);
    return parts.length == 1 ? Mark.exactly(hex(word)) : new Mark(hex(parts[0]), hex(parts[1]));
  }

  /** Parses a hexadecimal number with its prefix; {@code ip} prints 0 without the prefix. */
  private static int hex(String word) {
    return Integer.parseUnsignedInt(word.startsWith("0x") ? word.substring(2) : word, 16);
  }

  private static Range range(String word) {
    String[] parts = word.split("-", -1);
    return new Range(Long.parseLong(parts[0]), Long.parseLong(parts[parts.length - 1]));
  }

  private boolean take(String word) {
    if (word.equals(words.peek())) {
      words.remove();
      return true;
    }
    return false;
  }

  private void expect(String word) {
    if (!take(word)) {
      throw unexpected(words.isEmpty() ? "the end" : words.element());
    }
  }

  private String next() {
    if (words.isEmpty()) {
      throw unexpected("the end");
    }
    return words.remove();
  }

  private IllegalArgumentException unexpected(String word) {
    return new IllegalArgumentException("unexpected `" + word + "` in `" + line + "`");
  }
}
