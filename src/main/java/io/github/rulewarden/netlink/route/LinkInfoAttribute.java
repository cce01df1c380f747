package io.github.rulewarden.netlink.route;

import io.github.rulewarden.netlink.Attribute;
import io.github.rulewarden.netlink.AttributeReader;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.MessageWriter;
import io.github.rulewarden.netlink.Range;
import java.util.ArrayList;
import java.util.List;

/** An attribute of the kind of link ({@code IFLA_INFO_*} of {@code linux/if_link.h}). */
public sealed interface LinkInfoAttribute extends Attribute {
  /** Decodes a sequence of attributes. */
  static List<LinkInfoAttribute> decodeAll(Bytes source) throws MalformedMessageException {
    List<LinkInfoAttribute> attributes = new ArrayList<>();
    AttributeReader reader = new AttributeReader(source);
    while (reader.next()) {
      attributes.add(LinkInfoAttributeDecoder.decode(reader));
    }
    return attributes;
  }

  /** The driver: {@code wireguard}, {@code tun}, {@code veth} ... */
  record Kind(String name) implements LinkInfoAttribute {
    public Kind {
      Range.text(name);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeText(LinkNumbers.IFLA_INFO_KIND, name);
    }
  }

  /** The driver's own attributes. */
  record Data(Bytes content) implements LinkInfoAttribute {
    @Override
    public void write(MessageWriter writer) {
      writer.attribute(LinkNumbers.IFLA_INFO_DATA, content);
    }
  }

  /**
   * An attribute with an unknown number, or with a form that the kernel does not use for its
   * number. It is kept as it is.
   *
   * @param type all 16 bits, including flag bits
   */
  record Unknown(int type, Bytes payload) implements LinkInfoAttribute {
    public Unknown {
      Range.u16(type);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attribute(type, payload);
    }
  }
}
