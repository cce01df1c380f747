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
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a rule out of a message, attribute by attribute. The kernel's sentinels become nothing;
 * what has no field of its own becomes an extra ({@code fib_nl_fill_rule} in {@code
 * net/core/fib_rules.c}).
 */
final class RuleFields {
  /** Flags that tell how things stand just now, not what the rule is. */
  private static final long PASSING_FLAGS =
      RuleMessage.UNRESOLVED | RuleMessage.IIF_DETACHED | RuleMessage.OIF_DETACHED;

  private static final long UNSET = 0xffffffffL;

  /** Masks that a kernel of 2025 or later adds by itself where a rule has a port or a DSCP. */
  private static final int WHOLE_PORT = 0xffff;

  private static final int WHOLE_DSCP = 0x3f;

  private final RuleMessage message;
  private final Family family;
  private final List<Criterion> criteria = new ArrayList<>(1);
  private final List<Extra> extras = new ArrayList<>(0);
  private long priority;
  private long table;
  private long target;
  private long fwmark;
  private long fwmask;
  private long suppressedLength = UNSET;
  private long suppressedGroup = UNSET;
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
    long lasting = message.flags() & ~PASSING_FLAGS & ~RuleMessage.INVERT;
    return new Rule(
        family,
        priority,
        new Selector(sense(), criteria),
        action,
        modifiers(),
        protocol,
        lasting == 0 && extras.isEmpty() ? Extras.NONE : new Extras((int) lasting, extras));
  }

  private void take(RuleAttribute attribute) throws MalformedMessageException {
    switch (attribute) {
      case RuleAttribute.Priority(long value) -> priority = value;
      case RuleAttribute.Table(long number) -> table = number;
      case RuleAttribute.Protocol(int value) -> protocol = value;
      case RuleAttribute.FwMark(long value) -> fwmark = value;
      case RuleAttribute.FwMask(long value) -> fwmask = value;
      case RuleAttribute.Goto(long priorityToGoTo) -> target = priorityToGoTo;
      case RuleAttribute.SuppressPrefixLength(long value) -> suppressedLength = value;
      case RuleAttribute.SuppressInterfaceGroup(long value) -> suppressedGroup = value;
      case RuleAttribute.Flow(long value) -> realms = value;
      case RuleAttribute.Source(Bytes bytes) ->
          put(new Criterion.From(RuleCodec.prefix(family, bytes, message.sourceLength())));
      case RuleAttribute.Destination(Bytes bytes) ->
          put(new Criterion.To(RuleCodec.prefix(family, bytes, message.destinationLength())));
      case RuleAttribute.IifName(String name) -> put(new Criterion.IncomingInterface(name));
      case RuleAttribute.OifName(String name) -> put(new Criterion.OutgoingInterface(name));
      case RuleAttribute.L3mdev(int value) when value == 1 -> put(new Criterion.L3Master());
      case RuleAttribute.UidRange(long first, long last) ->
          put(new Criterion.UserIds(new Range(first, last)));
      case RuleAttribute.IpProtocol(int number) -> put(new Criterion.IpProtocol(number));
      case RuleAttribute.SourcePorts(int first, int last) ->
          put(new Criterion.SourcePorts(new Range(first, last)));
      case RuleAttribute.DestinationPorts(int first, int last) ->
          put(new Criterion.DestinationPorts(new Range(first, last)));
      case RuleAttribute.TunnelId(long id) -> put(new Criterion.TunnelId(id));
      case RuleAttribute.Dscp(int value) -> put(new Criterion.Dscp(value));
      case RuleAttribute.SourcePortMask(int mask) when mask == WHOLE_PORT -> {}
      case RuleAttribute.DestinationPortMask(int mask) when mask == WHOLE_PORT -> {}
      case RuleAttribute.DscpMask(int mask) when mask == WHOLE_DSCP -> {}
      case RuleAttribute.L3mdev _,
          RuleAttribute.FlowLabel _,
          RuleAttribute.FlowLabelMask _,
          RuleAttribute.SourcePortMask _,
          RuleAttribute.DestinationPortMask _,
          RuleAttribute.DscpMask _,
          RuleAttribute.Unknown _ ->
          extras.add(extra(attribute));
    }
  }

  /** Of two attributes of a kind the last one holds, as in the kernel's nla_parse. */
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
    if (suppressedLength != UNSET) {
      modifiers.add(new Modifier.SuppressPrefixLength((int) suppressedLength));
    }
    if (suppressedGroup != UNSET) {
      modifiers.add(new Modifier.SuppressInterfaceGroup(suppressedGroup));
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
      throw new IllegalStateException("an attribute was written and is not there");
    }
    return new Extra(reader.type(), reader.payload().toString());
  }
}
