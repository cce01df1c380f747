package io.github.rulewarden.netlink.generic;

import io.github.rulewarden.netlink.Attribute;
import io.github.rulewarden.netlink.AttributeReader;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.MessageWriter;
import io.github.rulewarden.netlink.Range;
import java.util.ArrayList;
import java.util.List;

/** An attribute of a family ({@code CTRL_ATTR_*} of {@code linux/genetlink.h}). */
public sealed interface FamilyAttribute extends Attribute {
  /** Decodes a sequence of attributes. */
  static List<FamilyAttribute> decodeAll(Bytes source) throws MalformedMessageException {
    List<FamilyAttribute> attributes = new ArrayList<>();
    AttributeReader reader = new AttributeReader(source);
    while (reader.next()) {
      attributes.add(decode(reader));
    }
    return attributes;
  }

  private static FamilyAttribute decode(AttributeReader reader) {
    Bytes payload = reader.payload();
    if (reader.type() == GenericNumbers.CTRL_ATTR_FAMILY_ID && payload.length() == Short.BYTES) {
      return new Id(payload.u16(0));
    }
    if (reader.type() == GenericNumbers.CTRL_ATTR_FAMILY_NAME && payload.isText()) {
      return new Name(payload.text());
    }
    return new Unknown(reader.type(), payload);
  }

  /** The frame type of its messages. */
  record Id(int value) implements FamilyAttribute {
    public Id {
      Range.u16(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU16(GenericNumbers.CTRL_ATTR_FAMILY_ID, value);
    }
  }

  /** Its name. */
  record Name(String text) implements FamilyAttribute {
    public Name {
      Range.text(text);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeText(GenericNumbers.CTRL_ATTR_FAMILY_NAME, text);
    }
  }

  /**
   * An attribute with an unknown number, or with a form that the kernel does not use for its
   * number. It is kept as it is.
   *
   * @param type all 16 bits, including flag bits
   */
  record Unknown(int type, Bytes payload) implements FamilyAttribute {
    public Unknown {
      Range.u16(type);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attribute(type, payload);
    }
  }
}
