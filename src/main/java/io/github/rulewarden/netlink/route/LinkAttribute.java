package io.github.rulewarden.netlink.route;

import io.github.rulewarden.netlink.Attribute;
import io.github.rulewarden.netlink.AttributeReader;
import io.github.rulewarden.netlink.Attributes;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.MessageWriter;
import io.github.rulewarden.netlink.Range;
import java.util.ArrayList;
import java.util.List;

/** An attribute of a link ({@code IFLA_*} of {@code linux/if_link.h}). */
public sealed interface LinkAttribute extends Attribute {
  /** Decodes a sequence of attributes. */
  static List<LinkAttribute> decodeAll(Bytes source) throws MalformedMessageException {
    List<LinkAttribute> attributes = new ArrayList<>();
    AttributeReader reader = new AttributeReader(source);
    while (reader.next()) {
      attributes.add(LinkAttributeDecoder.decode(reader));
    }
    return attributes;
  }

  /** The interface's name. */
  record Name(String name) implements LinkAttribute {
    public Name {
      Range.text(name);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeText(LinkNumbers.IFLA_IFNAME, name);
    }
  }

  /** The maximum transmission unit. */
  record Mtu(long bytes) implements LinkAttribute {
    public Mtu {
      Range.u32(bytes);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU32(LinkNumbers.IFLA_MTU, bytes);
    }
  }

  /** The lower interface, or the peer of a veth pair. */
  record LowerLink(int index) implements LinkAttribute {
    @Override
    public void write(MessageWriter writer) {
      writer.attributeU32(LinkNumbers.IFLA_LINK, index);
    }
  }

  /** The bridge, bond or VRF that the link belongs to. */
  record Master(int index) implements LinkAttribute {
    @Override
    public void write(MessageWriter writer) {
      writer.attributeU32(LinkNumbers.IFLA_MASTER, index);
    }
  }

  /** The state of RFC 2863: 0 unknown, 2 down, 6 up. */
  record OperationalState(int value) implements LinkAttribute {
    public OperationalState {
      Range.u8(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU8(LinkNumbers.IFLA_OPERSTATE, value);
    }
  }

  /** The kind of link. */
  record LinkInfo(List<LinkInfoAttribute> attributes) implements LinkAttribute {
    public LinkInfo {
      attributes = List.copyOf(attributes);
    }

    @Override
    public void write(MessageWriter writer) {
      Attributes.writeNested(writer, LinkNumbers.IFLA_LINKINFO, attributes);
    }
  }

  /** The group, as in {@code suppress_ifgroup}. */
  record Group(long value) implements LinkAttribute {
    public Group {
      Range.u32(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU32(LinkNumbers.IFLA_GROUP, value);
    }
  }

  /**
   * An attribute with an unknown number, or with a form that the kernel does not use for its
   * number. It is kept as it is.
   *
   * @param type all 16 bits, including flag bits
   */
  record Unknown(int type, Bytes payload) implements LinkAttribute {
    public Unknown {
      Range.u16(type);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attribute(type, payload);
    }
  }
}
