package io.github.rulewarden.fib;

import java.util.List;

/**
 * A rule in the syntax of {@code ip-rule(8)}: as {@code ip rule} lists it and as {@code ip rule
 * add} accepts it.
 */
final class RuleText {
  private static final int PROTOCOL_UNSPECIFIED = 0;
  private static final int PROTOCOL_KERNEL = 2;

  private RuleText() {}

  /** {@code ip} does not accept everything in the form in which it prints it. */
  private enum Form {
    LISTED,
    ARGUMENTS
  }

  /** What {@code ip rule} prints after the priority. */
  static String listed(Rule rule) {
    StringBuilder text = new StringBuilder(64);
    appendSelector(text, rule, Form.LISTED);
    appendAction(text, rule);
    if (rule.protocol() != PROTOCOL_UNSPECIFIED && rule.protocol() != PROTOCOL_KERNEL) {
      text.append(" proto ").append(protocol(rule.protocol()));
    }
    return text.toString();
  }

  /**
   * The arguments with which {@code ip rule add} or {@code ip rule del} identifies exactly this
   * rule.
   */
  static String arguments(Rule rule) {
    StringBuilder text = new StringBuilder(80);
    text.append("priority ").append(rule.priority()).append(' ');
    appendSelector(text, rule, Form.ARGUMENTS);
    appendAction(text, rule);
    if (rule.protocol() != PROTOCOL_UNSPECIFIED) {
      text.append(" protocol ").append(protocol(rule.protocol()));
    }
    for (Extras.Extra extra : rule.extras().attributes()) {
      text.append(" # and attribute ").append(extra);
    }
    return text.toString();
  }

  private static void appendSelector(StringBuilder text, Rule rule, Form form) {
    List<Criterion> criteria = rule.selector().criteria();
    if (rule.selector().isInverted()) {
      text.append("not ");
    }
    text.append("from ");
    if (!criteria.isEmpty() && criteria.getFirst() instanceof Criterion.From(Prefix prefix)) {
      text.append(prefix.text());
    } else {
      text.append("all");
    }
    for (Criterion criterion : criteria) {
      append(text, criterion, form);
    }
  }

  private static void append(StringBuilder text, Criterion criterion, Form form) {
    switch (criterion) {
      case Criterion.From _ -> {} // Already printed, or "all".
      case Criterion.To(Prefix prefix) -> text.append(" to ").append(prefix.text());
      case Criterion.TypeOfService(int value) -> text.append(" tos ").append(twoDigits(value));
      case Criterion.FwMark(Mark mark) -> text.append(" fwmark ").append(mark.text());
      case Criterion.IncomingInterface(String name) -> text.append(" iif ").append(name);
      case Criterion.OutgoingInterface(String name) -> text.append(" oif ").append(name);
      case Criterion.L3Master _ ->
          text.append(form == Form.LISTED ? " lookup [l3mdev-table]" : " l3mdev");
      case Criterion.UserIds(Range range) -> text.append(" uidrange ").append(range.text());
      case Criterion.IpProtocol(int number) ->
          text.append(" ipproto ").append(ipProtocol(number, form));
      case Criterion.SourcePorts(Range range) -> text.append(" sport ").append(ports(range));
      case Criterion.DestinationPorts(Range range) -> text.append(" dport ").append(ports(range));
      case Criterion.TunnelId(long id) -> text.append(" tun_id ").append(Long.toUnsignedString(id));
      case Criterion.Dscp(int value) -> text.append(" dscp ").append(value);
    }
  }

  private static void appendAction(StringBuilder text, Rule rule) {
    boolean isTheVrfs = rule.selector().criteria().contains(new Criterion.L3Master());
    if (rule.action() instanceof Action.Lookup(long table) && !isTheVrfs) {
      text.append(" lookup ").append(Tables.text(table));
    }
    for (Modifier modifier : rule.modifiers()) {
      append(text, modifier);
    }
    switch (rule.action()) {
      case Action.Lookup _ -> {}
      case Action.Goto(long target) -> text.append(" goto ").append(target);
      case Action.Nop _ -> text.append(" nop");
      case Action.Reject(Action.Reject.Kind kind) -> text.append(' ').append(kind.text());
      case Action.Unknown(int number) -> text.append(" action ").append(number);
    }
  }

  private static void append(StringBuilder text, Modifier modifier) {
    switch (modifier) {
      case Modifier.SuppressPrefixLength(int length) ->
          text.append(" suppress_prefixlength ").append(length);
      case Modifier.SuppressInterfaceGroup(long group) ->
          text.append(" suppress_ifgroup ").append(group);
      case Modifier.Realms(int value) -> {
        int source = value >>> 16;
        text.append(" realms ");
        if (source != 0) {
          text.append(source).append('/');
        }
        text.append(value & 0xffff);
      }
    }
  }

  private static String ports(Range range) {
    return range.first() == range.last() ? Long.toString(range.first()) : range.text();
  }

  private static String twoDigits(int value) {
    return (value < 0x10 ? "0x0" : "0x") + Integer.toHexString(value);
  }

  private static String ipProtocol(int number, Form form) {
    return switch (number) {
      case 1 -> "icmp";
      case 6 -> "tcp";
      case 17 -> "udp";
      case 58 -> "ipv6-icmp";
      default -> form == Form.LISTED ? "ipproto-" + number : Integer.toString(number);
    };
  }

  /** The names in iproute2's rt_protos that are likely for a rule. */
  private static String protocol(int number) {
    return switch (number) {
      case 2 -> "kernel";
      case 3 -> "boot";
      case 4 -> "static";
      case 11 -> "zebra";
      case 12 -> "bird";
      case 16 -> "dhcp";
      case 18 -> "keepalived";
      default -> Integer.toString(number);
    };
  }
}
