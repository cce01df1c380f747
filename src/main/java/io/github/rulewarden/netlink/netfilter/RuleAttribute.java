package io.github.rulewarden.netlink.netfilter;

import io.github.rulewarden.netlink.Attribute;
import io.github.rulewarden.netlink.AttributeReader;
import io.github.rulewarden.netlink.Attributes;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.MessageWriter;
import io.github.rulewarden.netlink.Range;
import java.util.ArrayList;
import java.util.List;

/** An attribute of a rule ({@code NFTA_RULE_*}). */
public sealed interface RuleAttribute extends Attribute {
  /** Decodes a sequence of attributes. */
  static List<RuleAttribute> decodeAll(Bytes source) throws MalformedMessageException {
    List<RuleAttribute> attributes = new ArrayList<>();
    AttributeReader reader = new AttributeReader(source);
    while (reader.next()) {
      attributes.add(decode(reader.type(), reader.payload()));
    }
    return attributes;
  }

  private static RuleAttribute decode(int type, Bytes payload) throws MalformedMessageException {
    if (type == NetfilterNumbers.NFTA_RULE_TABLE && payload.isText()) {
      return new Table(payload.text());
    }
    if (type == NetfilterNumbers.NFTA_RULE_CHAIN && payload.isText()) {
      return new Chain(payload.text());
    }
    if (type == NetfilterNumbers.NFTA_RULE_HANDLE && payload.length() == Long.BYTES) {
      return new Handle(payload.be64(0));
    }
    if (AttributeReader.number(type) == NetfilterNumbers.NFTA_RULE_EXPRESSIONS) {
      return new Expressions(type, Expression.decodeAll(payload));
    }
    if (type == NetfilterNumbers.NFTA_RULE_USERDATA) {
      return new UserData(payload);
    }
    return new Unknown(type, payload);
  }

  /** The name of its table. */
  record Table(String text) implements RuleAttribute {
    public Table {
      Range.text(text);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeText(NetfilterNumbers.NFTA_RULE_TABLE, text);
    }
  }

  /** The name of its chain. */
  record Chain(String text) implements RuleAttribute {
    public Chain {
      Range.text(text);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeText(NetfilterNumbers.NFTA_RULE_CHAIN, text);
    }
  }

  /** The number that the kernel assigned to the rule within its table. */
  record Handle(long number) implements RuleAttribute {
    @Override
    public void write(MessageWriter writer) {
      writer.attributeBe64(NetfilterNumbers.NFTA_RULE_HANDLE, number);
    }
  }

  /**
   * The instructions of the rule, in order.
   *
   * @param type all 16 bits, including flag bits
   */
  record Expressions(int type, List<Expression> list) implements RuleAttribute {
    public Expressions {
      Range.u16(type);
      list = List.copyOf(list);
    }

    @Override
    public void write(MessageWriter writer) {
      Attributes.writeNested(writer, type, list);
    }
  }

  /**
   * Data of a program that the kernel stores without reading it. {@code nft} and iptables-nft write
   * entries of 8 bits of type, 8 bits of length, and the payload ({@code libnftnl/udata.h}).
   */
  record UserData(Bytes content) implements RuleAttribute {
    @Override
    public void write(MessageWriter writer) {
      writer.attribute(NetfilterNumbers.NFTA_RULE_USERDATA, content);
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
