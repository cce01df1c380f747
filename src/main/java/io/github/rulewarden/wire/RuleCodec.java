package io.github.rulewarden.wire;

import io.github.rulewarden.fib.Action;
import io.github.rulewarden.fib.Criterion;
import io.github.rulewarden.fib.Extras;
import io.github.rulewarden.fib.Mark;
import io.github.rulewarden.fib.Modifier;
import io.github.rulewarden.fib.Prefix;
import io.github.rulewarden.fib.Range;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.route.RuleActions;
import io.github.rulewarden.netlink.route.RuleAttribute;
import io.github.rulewarden.netlink.route.RuleMessage;
import io.github.rulewarden.netlink.route.SelectorAttribute;
import java.util.ArrayList;
import java.util.List;

/**
 * Translates a rule between the kernel's message and the value. Only this class and {@link
 * RuleFields} know what the kernel omits or fills with a sentinel.
 */
public final class RuleCodec {
  /** RT_TABLE_COMPAT: only the attribute has the table. */
  private static final int TABLE_IN_ATTRIBUTE = 252;

  private static final int LARGEST_TABLE_IN_HEADER = 255;

  private RuleCodec() {}

  /** The rule in a message of a dump or an event. */
  public static Rule decode(RuleMessage message) throws MalformedMessageException {
    return new RuleFields(message, Addresses.family(message.family())).rule();
  }

  /**
   * The message that adds exactly this rule, or deletes it. It contains every attribute of the
   * rule. Priority and protocol are included even if they are 0: a delete without them matches
   * rules with any priority and protocol.
   */
  public static RuleMessage encode(Rule rule) {
    List<RuleAttribute> attributes = new ArrayList<>(8);
    attributes.add(new RuleAttribute.Table(rule.table()));
    attributes.add(new RuleAttribute.Protocol(rule.protocol()));
    attributes.add(new RuleAttribute.Priority(rule.priority()));
    int sourceLength = 0;
    int destinationLength = 0;
    int typeOfService = 0;
    for (Criterion criterion : rule.selector().criteria()) {
      switch (criterion) {
        case Criterion.From(Prefix prefix) -> sourceLength = prefix.length();
        case Criterion.To(Prefix prefix) -> destinationLength = prefix.length();
        case Criterion.TypeOfService(int value) -> typeOfService = value;
        default -> {}
      }
      appendCriterion(attributes, criterion);
    }
    for (Modifier modifier : rule.modifiers()) {
      attributes.add(attribute(modifier));
    }
    if (rule.action() instanceof Action.Goto(long target)) {
      attributes.add(new RuleAttribute.Goto(target));
    }
    for (Extras.Extra extra : rule.extras().attributes()) {
      attributes.add(new RuleAttribute.Unknown(extra.type(), Bytes.parseHex(extra.payload())));
    }
    long sense = rule.selector().isInverted() ? RuleMessage.INVERT : 0;
    long flags = Integer.toUnsignedLong(rule.extras().flags()) | sense;
    return new RuleMessage(
        Addresses.family(rule.family()).number(),
        destinationLength,
        sourceLength,
        typeOfService,
        rule.table() <= LARGEST_TABLE_IN_HEADER ? (int) rule.table() : TABLE_IN_ATTRIBUTE,
        action(rule.action()),
        flags,
        attributes);
  }

  private static void appendCriterion(List<RuleAttribute> attributes, Criterion criterion) {
    switch (criterion) {
      case Criterion.From(Prefix prefix) ->
          attributes.add(new SelectorAttribute.Source(bytes(prefix)));
      case Criterion.To(Prefix prefix) ->
          attributes.add(new SelectorAttribute.Destination(bytes(prefix)));
      case Criterion.TypeOfService _ -> {} // The header has it.
      case Criterion.FwMark(Mark mark) -> {
        attributes.add(new SelectorAttribute.FwMark(Integer.toUnsignedLong(mark.value())));
        attributes.add(new SelectorAttribute.FwMask(Integer.toUnsignedLong(mark.mask())));
      }
      case Criterion.IncomingInterface(String name) ->
          attributes.add(new SelectorAttribute.IifName(name));
      case Criterion.OutgoingInterface(String name) ->
          attributes.add(new SelectorAttribute.OifName(name));
      case Criterion.L3Master _ -> attributes.add(new SelectorAttribute.L3mdev(1));
      case Criterion.UserIds(Range(long first, long last)) ->
          attributes.add(new SelectorAttribute.UidRange(first, last));
      case Criterion.IpProtocol(int number) ->
          attributes.add(new SelectorAttribute.IpProtocol(number));
      case Criterion.SourcePorts(Range(long first, long last)) ->
          attributes.add(new SelectorAttribute.SourcePorts((int) first, (int) last));
      case Criterion.DestinationPorts(Range(long first, long last)) ->
          attributes.add(new SelectorAttribute.DestinationPorts((int) first, (int) last));
      case Criterion.TunnelId(long id) -> attributes.add(new SelectorAttribute.TunnelId(id));
      case Criterion.Dscp(int value) -> attributes.add(new SelectorAttribute.Dscp(value));
    }
  }

  private static RuleAttribute attribute(Modifier modifier) {
    return switch (modifier) {
      case Modifier.SuppressPrefixLength(int length) ->
          new RuleAttribute.SuppressPrefixLength(Integer.toUnsignedLong(length));
      case Modifier.SuppressInterfaceGroup(long group) ->
          new RuleAttribute.SuppressInterfaceGroup(group);
      case Modifier.Realms(int value) -> new RuleAttribute.Flow(Integer.toUnsignedLong(value));
    };
  }

  private static int action(Action action) {
    return switch (action) {
      case Action.Lookup _ -> RuleActions.LOOKUP;
      case Action.Goto _ -> RuleActions.GOTO;
      case Action.Nop _ -> RuleActions.NOP;
      case Action.Reject(Action.Reject.Kind kind) ->
          switch (kind) {
            case BLACKHOLE -> RuleActions.BLACKHOLE;
            case UNREACHABLE -> RuleActions.UNREACHABLE;
            case PROHIBIT -> RuleActions.PROHIBIT;
          };
      case Action.Unknown(int number) -> number;
    };
  }

  private static Bytes bytes(Prefix prefix) {
    return Bytes.owning(prefix.address().bytes());
  }
}
