package io.github.rulewarden.netlink.route;

import io.github.rulewarden.netlink.AttributeReader;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.MessageWriter;
import io.github.rulewarden.netlink.Range;
import java.util.ArrayList;
import java.util.List;

/** An attribute of a link ({@code IFLA_*} of {@code linux/if_link.h}). */
public sealed interface LinkAttribute {
  /** Appends this attribute, header and padding included. */
  void write(MessageWriter writer);

  /** Takes a run of attributes apart. */
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

  /** The interface below, or the other end of a veth pair. */
  record LowerLink(int index) implements LinkAttribute {
    @Override
    public void write(MessageWriter writer) {
      writer.attributeU32(LinkNumbers.IFLA_LINK, index);
    }
  }

  /** The bridge, bond or VRF that it is a part of. */
  record Master(int index) implements LinkAttribute {
    @Override
    public void write(MessageWriter writer) {
      writer.attributeU32(LinkNumbers.IFLA_MASTER, index);
    }
  }

  /** The state after RFC 2863: 0 unknown, 2 down, 6 up. */
  record OperationalState(int value) implements LinkAttribute {
    public OperationalState {
      Range.u8(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU8(LinkNumbers.IFLA_OPERSTATE, value);
    }
  }

  /** What kind of link it is. */
  record LinkInfo(List<LinkInfoAttribute> attributes) implements LinkAttribute {
    public LinkInfo {
      attributes = List.copyOf(attributes);
    }

    @Override
    public void write(MessageWriter writer) {
      int begin = writer.beginAttribute(LinkNumbers.IFLA_LINKINFO);
      for (LinkInfoAttribute each : attributes) {
        each.write(writer);
      }
      writer.endAttribute(begin);
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
   * An attribute of a number that this library does not know, or of a form that the kernel does not
   * give to one it knows: kept as it is.
   *
   * @param type all 16 bits, flag bits included
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
