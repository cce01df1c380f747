package io.github.rulewarden.netlink.route;

import io.github.rulewarden.netlink.Attribute;
import io.github.rulewarden.netlink.AttributeReader;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.MessageWriter;
import io.github.rulewarden.netlink.Range;
import java.util.ArrayList;
import java.util.List;

/**
 * An attribute of a rule ({@code FRA_*} of {@code linux/fib_rules.h}). Those that select packets
 * are {@link SelectorAttribute}s.
 */
public sealed interface RuleAttribute extends Attribute
    permits SelectorAttribute,
        RuleAttribute.Goto,
        RuleAttribute.Priority,
        RuleAttribute.Flow,
        RuleAttribute.SuppressInterfaceGroup,
        RuleAttribute.SuppressPrefixLength,
        RuleAttribute.Table,
        RuleAttribute.Protocol,
        RuleAttribute.Unknown {
  /** Decodes a sequence of attributes. */
  static List<RuleAttribute> decodeAll(Bytes source) throws MalformedMessageException {
    List<RuleAttribute> attributes = new ArrayList<>();
    AttributeReader reader = new AttributeReader(source);
    while (reader.next()) {
      attributes.add(RuleAttributeDecoder.decode(reader));
    }
    return attributes;
  }

  /** {@code goto}: the priority of the target rule. */
  record Goto(long target) implements RuleAttribute {
    public Goto {
      Range.u32(target);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU32(RuleNumbers.FRA_GOTO, target);
    }
  }

  /**
   * The priority. The kernel omits this attribute if it is 0, but chooses a priority for a rule
   * that is added without it ({@code net/core/fib_rules.c}).
   */
  record Priority(long value) implements RuleAttribute {
    public Priority {
      Range.u32(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU32(RuleNumbers.FRA_PRIORITY, value);
    }
  }

  /** {@code realms}: the source realm in the upper 16 bits, the destination's in the lower. */
  record Flow(long value) implements RuleAttribute {
    public Flow {
      Range.u32(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU32(RuleNumbers.FRA_FLOW, value);
    }
  }

  /**
   * {@code suppress_ifgroup}: ignores routes by an interface of this group; 0xffffffff is unset.
   */
  record SuppressInterfaceGroup(long group) implements RuleAttribute {
    public SuppressInterfaceGroup {
      Range.u32(group);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU32(RuleNumbers.FRA_SUPPRESS_IFGROUP, group);
    }
  }

  /**
   * {@code suppress_prefixlength}: ignores routes with at most this prefix length; 0xffffffff is
   * unset.
   */
  record SuppressPrefixLength(long length) implements RuleAttribute {
    public SuppressPrefixLength {
      Range.u32(length);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU32(RuleNumbers.FRA_SUPPRESS_PREFIXLEN, length);
    }
  }

  /** {@code lookup}: the table; it overrides the one in the header, which has only 8 bits. */
  record Table(long number) implements RuleAttribute {
    public Table {
      Range.u32(number);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU32(RuleNumbers.FRA_TABLE, number);
    }
  }

  /** {@code protocol}: the origin of the rule; 2 is the kernel. */
  record Protocol(int value) implements RuleAttribute {
    public Protocol {
      Range.u8(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU8(RuleNumbers.FRA_PROTOCOL, value);
    }
  }

  /**
   * An attribute with an unknown number, or with a form that the kernel does not use for its
   * number. It is kept as it is.
   *
   * @param type all 16 bits, including flag bits
   */
  record Unknown(int type, Bytes payload) implements RuleAttribute {
    public Unknown {
      Range.u16(type);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attribute(type, payload);
    }
  }
}
