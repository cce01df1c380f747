package io.github.rulewarden.netlink.route;

import io.github.rulewarden.netlink.AttributeReader;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.MessageWriter;
import io.github.rulewarden.netlink.Range;
import java.util.ArrayList;
import java.util.List;

/** What kind of link it is ({@code IFLA_INFO_*} of {@code linux/if_link.h}). */
public sealed interface LinkInfoAttribute {
  /** Appends this attribute, header and padding included. */
  void write(MessageWriter writer);

  /** Takes a run of attributes apart. */
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
   * An attribute of a number that this library does not know, or of a form that the kernel does not
   * give to one it knows: kept as it is.
   *
   * @param type all 16 bits, flag bits included
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
