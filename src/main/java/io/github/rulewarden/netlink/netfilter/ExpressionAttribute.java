package io.github.rulewarden.netlink.netfilter;

import io.github.rulewarden.netlink.Attribute;
import io.github.rulewarden.netlink.AttributeReader;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.MessageWriter;
import io.github.rulewarden.netlink.Range;
import java.util.ArrayList;
import java.util.List;

/** An attribute of an expression ({@code NFTA_EXPR_*}). */
public sealed interface ExpressionAttribute extends Attribute {
  /** Decodes a sequence of attributes. */
  static List<ExpressionAttribute> decodeAll(Bytes source) throws MalformedMessageException {
    List<ExpressionAttribute> attributes = new ArrayList<>();
    AttributeReader reader = new AttributeReader(source);
    while (reader.next()) {
      attributes.add(decode(reader.type(), reader.payload()));
    }
    return attributes;
  }

  private static ExpressionAttribute decode(int type, Bytes payload) {
    if (type == NetfilterNumbers.NFTA_EXPR_NAME && payload.isText()) {
      return new Name(payload.text());
    }
    if (AttributeReader.number(type) == NetfilterNumbers.NFTA_EXPR_DATA) {
      return new Data(type, payload);
    }
    return new Unknown(type, payload);
  }

  /** The kind of expression. */
  record Name(String text) implements ExpressionAttribute {
    public Name {
      Range.text(text);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeText(NetfilterNumbers.NFTA_EXPR_NAME, text);
    }
  }

  /**
   * The expression's own attributes, which {@link Operation} decodes.
   *
   * @param type all 16 bits, including flag bits
   */
  record Data(int type, Bytes content) implements ExpressionAttribute {
    public Data {
      Range.u16(type);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attribute(type, content);
    }
  }

  /**
   * An attribute with an unknown number, or with a form that the kernel does not use for its
   * number. It is kept as it is.
   *
   * @param type all 16 bits, including flag bits
   */
  record Unknown(int type, Bytes payload) implements ExpressionAttribute {
    public Unknown {
      Range.u16(type);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attribute(type, payload);
    }
  }
}
