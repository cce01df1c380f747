package io.github.rulewarden.wire;

import io.github.rulewarden.fib.Action;
import io.github.rulewarden.fib.Criterion;
import io.github.rulewarden.fib.Extras;
import io.github.rulewarden.fib.Extras.Extra;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Mark;
import io.github.rulewarden.fib.Modifier;
import io.github.rulewarden.fib.Range;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Selector;
import io.github.rulewarden.netlink.AttributeReader;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.MessageWriter;
import io.github.rulewarden.netlink.route.RuleActions;
import io.github.rulewarden.netlink.route.RuleAttribute;
import io.github.rulewarden.netlink.route.RuleMessage;
import io.github.rulewarden.netlink.route.SelectorAttribute;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes a message into a rule, attribute by attribute. It drops the kernel's sentinels. An
 * attribute that {@code fib} has no type for becomes an extra ({@code fib_nl_fill_rule} in {@code
 * net/core/fib_rules.c}).
 */
final class RuleFields {
  /** Flags that the kernel sets and clears itself: they are state, not part of the rule. */
  private static final long STATE_FLAGS =
      RuleMessage.UNRESOLVED | RuleMessage.IIF_DETACHED | RuleMessage.OIF_DETACHED;

  private static final long UNSET = 0xffffffffL;

  /** Full masks, which kernels since 2025 report for every rule with a port or a DSCP. */
  private static final int FULL_PORT_MASK = 0xffff;

  private static final int FULL_DSCP_MASK = 0x3f;

  private final RuleMessage message;
  private final Family family;
  private final List<Criterion> criteria = new ArrayList<>(1);
  private final List<Extra> extras = new ArrayList<>(0);
  private long priority;
  private long table;
  private long target;
  private long fwmark;
  private long fwmask;
  private long suppressPrefixLength = UNSET;
  private long suppressInterfaceGroup = UNSET;
  private long realms;
  private int protocol;

  RuleFields(RuleMessage message, Family family) {
    this.message = message;
    this.family = family;
    this.table = message.table();
  }

  Rule rule() throws MalformedMessageException {
    for (RuleAttribute attribute : message.attributes()) {
      take(attribute);
    }
    if (fwmark != 0 || fwmask != 0) {
      criteria.add(new Criterion.FwMark(new Mark((int) fwmark, (int) fwmask)));
    }
    if (message.typeOfService() != 0) {
      criteria.add(new Criterion.TypeOfService(message.typeOfService()));
    }
    Action action = action();
    long permanentFlags = message.flags() & ~STATE_FLAGS & ~RuleMessage.INVERT;
    return new Rule(
        family,
        priority,
        new Selector(sense(), criteria),
        action,
        modifiers(),
        protocol,
        permanentFlags == 0 && extras.isEmpty()
            ? Extras.NONE
            : new Extras((int) permanentFlags, extras));
  }

  private void take(RuleAttribute attribute) throws MalformedMessageException {
    switch (attribute) {
      case RuleAttribute.Priority(long value) -> priority = value;
      case RuleAttribute.Table(long number) -> table = number;
      case RuleAttribute.Protocol(int value) -> protocol = value;
      case SelectorAttribute.FwMark(long value) -> fwmark = value;
      case SelectorAttribute.FwMask(long value) -> fwmask = value;
      case RuleAttribute.Goto(long priorityToGoTo) -> target = priorityToGoTo;
      case RuleAttribute.SuppressPrefixLength(long value) -> suppressPrefixLength = value;
      case RuleAttribute.SuppressInterfaceGroup(long value) -> suppressInterfaceGroup = value;
      case RuleAttribute.Flow(long value) -> realms = value;
      case SelectorAttribute.Source(Bytes bytes) ->
          put(new Criterion.From(Addresses.prefix(family, bytes, message.sourceLength())));
      case SelectorAttribute.Destination(Bytes bytes) ->
          put(new Criterion.To(Addresses.prefix(family, bytes, message.destinationLength())));
      case SelectorAttribute.IifName(String name) -> put(new Criterion.IncomingInterface(name));
      case SelectorAttribute.OifName(String name) -> put(new Criterion.OutgoingInterface(name));
      case SelectorAttribute.L3mdev(int value) when value == 1 -> put(new Criterion.L3Master());
      case SelectorAttribute.UidRange(long first, long last) ->
          put(new Criterion.UserIds(new Range(first, last)));
      case SelectorAttribute.IpProtocol(int number) -> put(new Criterion.IpProtocol(number));
      case SelectorAttribute.SourcePorts(int first, int last) ->
          put(new Criterion.SourcePorts(new Range(first, last)));
      case SelectorAttribute.DestinationPorts(int first, int last) ->
          put(new Criterion.DestinationPorts(new Range(first, last)));
      case SelectorAttribute.TunnelId(long id) -> put(new Criterion.TunnelId(id));
      case SelectorAttribute.Dscp(int value) -> put(new Criterion.Dscp(value));
      case SelectorAttribute.SourcePortMask(int mask) when mask == FULL_PORT_MASK -> {}
      case SelectorAttribute.DestinationPortMask(int mask) when mask == FULL_PORT_MASK -> {}
      case SelectorAttribute.DscpMask(int mask) when mask == FULL_DSCP_MASK -> {}
      case SelectorAttribute.L3mdev _,
          SelectorAttribute.FlowLabel _,
          SelectorAttribute.FlowLabelMask _,
          SelectorAttribute.SourcePortMask _,
          SelectorAttribute.DestinationPortMask _,
          SelectorAttribute.DscpMask _,
          RuleAttribute.Unknown _ ->
          extras.add(extra(attribute));
    }
  }

  /** If an attribute occurs twice the last one counts, as in the kernel's nla_parse. */
  private void put(Criterion criterion) {
    for (int i = 0; i < criteria.size(); i++) {
      if (criteria.get(i).getClass() == criterion.getClass()) {
        criteria.set(i, criterion);
        return;
      }
    }
    criteria.add(criterion);
  }

  private List<Modifier> modifiers() {
    List<Modifier> modifiers = new ArrayList<>(1);
    if (suppressPrefixLength != UNSET) {
      modifiers.add(new Modifier.SuppressPrefixLength((int) suppressPrefixLength));
    }
    if (suppressInterfaceGroup != UNSET) {
      modifiers.add(new Modifier.SuppressInterfaceGroup(suppressInterfaceGroup));
    }
    if (realms != 0) {
      modifiers.add(new Modifier.Realms((int) realms));
    }
    return modifiers;
  }

  private Action action() throws MalformedMessageException {
    Action action =
        switch (message.action()) {
          case RuleActions.LOOKUP -> new Action.Lookup(table);
          case RuleActions.GOTO -> new Action.Goto(target);
          case RuleActions.NOP -> new Action.Nop();
          case RuleActions.BLACKHOLE -> new Action.Reject(Action.Reject.Kind.BLACKHOLE);
          case RuleActions.UNREACHABLE -> new Action.Reject(Action.Reject.Kind.UNREACHABLE);
          case RuleActions.PROHIBIT -> new Action.Reject(Action.Reject.Kind.PROHIBIT);
          default -> new Action.Unknown(message.action());
        };
    if (table != 0 && !(action instanceof Action.Lookup)) {
      extras.add(extra(new RuleAttribute.Table(table)));
    }
    if (target != 0 && !(action instanceof Action.Goto)) {
      extras.add(extra(new RuleAttribute.Goto(target)));
    }
    return action;
  }

  private Selector.Sense sense() {
    return (message.flags() & RuleMessage.INVERT) != 0
        ? Selector.Sense.INVERTED
        : Selector.Sense.PLAIN;
  }

  private static Extra extra(RuleAttribute attribute) throws MalformedMessageException {
    MessageWriter writer = new MessageWriter();
    attribute.write(writer);
    AttributeReader reader = new AttributeReader(writer.toBytes());
    if (!reader.next()) {
      throw new IllegalStateException("the attribute was not written");
    }
    return new Extra(reader.type(), reader.payload().toString());
  }
}
