package io.github.rulewarden.netlink.route;

import io.github.rulewarden.netlink.Attributes;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Header;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.MessageWriter;
import io.github.rulewarden.netlink.Range;
import java.util.List;
import java.util.Optional;

/**
 * A rule ({@code struct fib_rule_hdr}, 12 bytes, then attributes). Nothing is interpreted:
 * attributes that the kernel omits stay omitted.
 *
 * @param family 2 is IPv4, 10 IPv6
 * @param destinationLength prefix length of {@link SelectorAttribute.Destination}, 0..128
 * @param sourceLength prefix length of {@link SelectorAttribute.Source}, 0..128
 * @param typeOfService {@code tos}; 0 is any
 * @param table the low 8 bits of the table, or 252 or 0 if only {@link RuleAttribute.Table} has it
 * @param reserved1 preserved
 * @param reserved2 preserved
 * @param action one of {@link RuleActions}
 * @param flags bits such as {@link #INVERT}, 32 bits unsigned
 */
public record RuleMessage(
    int family,
    int destinationLength,
    int sourceLength,
    int typeOfService,
    int table,
    int reserved1,
    int reserved2,
    int action,
    long flags,
    List<RuleAttribute> attributes) {
  /** Flag: {@code not}, the rule matches packets that its selectors do not (FIB_RULE_INVERT). */
  public static final int INVERT = 0x2;

  /** Flag, set by the kernel: the target of the goto is missing (FIB_RULE_UNRESOLVED). */
  public static final int UNRESOLVED = 0x4;

  /** Flag, set by the kernel: the incoming interface is missing (FIB_RULE_IIF_DETACHED). */
  public static final int IIF_DETACHED = 0x8;

  /** Flag, set by the kernel: the outgoing interface is missing (FIB_RULE_OIF_DETACHED). */
  public static final int OIF_DETACHED = 0x10;

  private static final int LENGTH = 12;

  /** Checks the range of each number, and makes an immutable copy of the attributes. */
  public RuleMessage {
    Range.u8(family);
    Range.u8(destinationLength);
    Range.u8(sourceLength);
    Range.u8(typeOfService);
    Range.u8(table);
    Range.u8(reserved1);
    Range.u8(reserved2);
    Range.u8(action);
    Range.u32(flags);
    attributes = List.copyOf(attributes);
  }

  /** A rule whose reserved bytes are zero. */
  public RuleMessage(
      int family,
      int destinationLength,
      int sourceLength,
      int typeOfService,
      int table,
      int action,
      long flags,
      List<RuleAttribute> attributes) {
    this(
        family,
        destinationLength,
        sourceLength,
        typeOfService,
        table,
        0,
        0,
        action,
        flags,
        attributes);
  }

  /** Decodes the payload of a message of type NEW_RULE or DELETE_RULE. */
  public static RuleMessage decode(Bytes payload) throws MalformedMessageException {
    Header.require(payload, LENGTH);
    return new RuleMessage(
        payload.u8(0),
        payload.u8(1),
        payload.u8(2),
        payload.u8(3),
        payload.u8(4),
        payload.u8(5),
        payload.u8(6),
        payload.u8(7),
        payload.u32(8),
        RuleAttribute.decodeAll(Header.behind(payload, LENGTH)));
  }

  /** Only the family, without decoding the rest of the message: 2 is IPv4, 10 IPv6. */
  public static int familyOf(Bytes payload) throws MalformedMessageException {
    Header.require(payload, LENGTH);
    return payload.u8(0);
  }

  /** Encodes the payload of a message. */
  public Bytes encode() {
    MessageWriter writer =
        new MessageWriter()
            .u8(family)
            .u8(destinationLength)
            .u8(sourceLength)
            .u8(typeOfService)
            .u8(table)
            .u8(reserved1)
            .u8(reserved2)
            .u8(action)
            .u32(flags);
    return Attributes.encode(writer, attributes);
  }

  /** Returns the last attribute of a kind. */
  public <A extends RuleAttribute> Optional<A> find(Class<A> kind) {
    return Attributes.find(attributes, kind);
  }
}
