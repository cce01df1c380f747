package io.github.rulewarden.wire;

import io.github.rulewarden.fib.Action;
import io.github.rulewarden.fib.Address;
import io.github.rulewarden.fib.Criterion;
import io.github.rulewarden.fib.Extras;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Mark;
import io.github.rulewarden.fib.Modifier;
import io.github.rulewarden.fib.Prefix;
import io.github.rulewarden.fib.Range;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.route.AddressFamily;
import io.github.rulewarden.netlink.route.RuleActions;
import io.github.rulewarden.netlink.route.RuleAttribute;
import io.github.rulewarden.netlink.route.RuleMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * Between the kernel's message and the value. What the kernel leaves out or fills with a sentinel
 * is settled here and in {@link RuleFields}, and nowhere else.
 */
public final class RuleCodec {
  /** RT_TABLE_COMPAT: the table is in the attribute alone. */
  private static final int TABLE_IN_ATTRIBUTE = 252;

  private static final int LARGEST_TABLE_IN_HEADER = 255;

  private RuleCodec() {}

  /** The rule that a dump or an event tells of. */
  public static Rule decode(RuleMessage message) throws MalformedMessageException {
    return new RuleFields(message, family(message.family())).rule();
  }

  /**
   * The message that adds exactly this rule, or deletes it with everything that it has. Priority
   * and protocol are always said, also if they are 0: a delete without them would fit any.
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
        addressFamily(rule.family()).number(),
        destinationLength,
        sourceLength,
        typeOfService,
        rule.table() <= LARGEST_TABLE_IN_HEADER ? (int) rule.table() : TABLE_IN_ATTRIBUTE,
        action(rule.action()),
        flags,
        attributes);
  }

  /** The library's name for a family. */
  public static AddressFamily addressFamily(Family family) {
    return switch (family) {
      case IPV4 -> AddressFamily.IPV4;
      case IPV6 -> AddressFamily.IPV6;
    };
  }

  /** The family that a message is about; its number is the first byte. */
  public static Family family(int number) throws MalformedMessageException {
    if (number == AddressFamily.IPV4.number()) {
      return Family.IPV4;
    }
    if (number == AddressFamily.IPV6.number()) {
      return Family.IPV6;
    }
    throw new MalformedMessageException(0, "address family " + number, "2 (IPv4) or 10 (IPv6)");
  }

  /** The prefix of an address attribute and the length that stands in the message's header. */
  public static Prefix prefix(Family family, Bytes bytes, int length)
      throws MalformedMessageException {
    if (bytes.length() * Byte.SIZE != family.addressBits() || length > family.addressBits()) {
      throw new MalformedMessageException(
          bytes.origin(),
          "an address of " + bytes.length() + " bytes with a prefix length of " + length,
          "an " + family.text() + " address of " + family.addressBits() / Byte.SIZE + " bytes");
    }
    return new Prefix(Address.of(family, bytes.toArray()), length);
  }

  private static void appendCriterion(List<RuleAttribute> attributes, Criterion criterion) {
    switch (criterion) {
      case Criterion.From(Prefix prefix) -> attributes.add(new RuleAttribute.Source(bytes(prefix)));
      case Criterion.To(Prefix prefix) ->
          attributes.add(new RuleAttribute.Destination(bytes(prefix)));
      case Criterion.TypeOfService _ -> {} // It is in the header.
      case Criterion.FwMark(Mark mark) -> {
        attributes.add(new RuleAttribute.FwMark(Integer.toUnsignedLong(mark.value())));
        attributes.add(new RuleAttribute.FwMask(Integer.toUnsignedLong(mark.mask())));
      }
      case Criterion.IncomingInterface(String name) ->
          attributes.add(new RuleAttribute.IifName(name));
      case Criterion.OutgoingInterface(String name) ->
          attributes.add(new RuleAttribute.OifName(name));
      case Criterion.L3Master _ -> attributes.add(new RuleAttribute.L3mdev(1));
      case Criterion.UserIds(Range(long first, long last)) ->
          attributes.add(new RuleAttribute.UidRange(first, last));
      case Criterion.IpProtocol(int number) -> attributes.add(new RuleAttribute.IpProtocol(number));
      case Criterion.SourcePorts(Range(long first, long last)) ->
          attributes.add(new RuleAttribute.SourcePorts((int) first, (int) last));
      case Criterion.DestinationPorts(Range(long first, long last)) ->
          attributes.add(new RuleAttribute.DestinationPorts((int) first, (int) last));
      case Criterion.TunnelId(long id) -> attributes.add(new RuleAttribute.TunnelId(id));
      case Criterion.Dscp(int value) -> attributes.add(new RuleAttribute.Dscp(value));
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
