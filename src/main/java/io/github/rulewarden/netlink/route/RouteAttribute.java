package io.github.rulewarden.netlink.route;

import io.github.rulewarden.netlink.Attribute;
import io.github.rulewarden.netlink.AttributeReader;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.MessageWriter;
import io.github.rulewarden.netlink.Range;
import java.util.ArrayList;
import java.util.List;

/** An attribute of a route ({@code RTA_*} of {@code linux/rtnetlink.h}). */
public sealed interface RouteAttribute extends Attribute {
  /** Decodes a sequence of attributes. */
  static List<RouteAttribute> decodeAll(Bytes source) throws MalformedMessageException {
    List<RouteAttribute> attributes = new ArrayList<>();
    AttributeReader reader = new AttributeReader(source);
    while (reader.next()) {
      attributes.add(RouteAttributeDecoder.decode(reader));
    }
    return attributes;
  }

  /** The destination's address; its prefix length is in the header. */
  record Destination(Bytes address) implements RouteAttribute {
    @Override
    public void write(MessageWriter writer) {
      writer.attribute(RouteNumbers.RTA_DST, address);
    }
  }

  /** The source's address; its prefix length is in the header. */
  record Source(Bytes address) implements RouteAttribute {
    @Override
    public void write(MessageWriter writer) {
      writer.attribute(RouteNumbers.RTA_SRC, address);
    }
  }

  /** The interface by which the packet arrived. */
  record InputInterface(int index) implements RouteAttribute {
    @Override
    public void write(MessageWriter writer) {
      writer.attributeU32(RouteNumbers.RTA_IIF, index);
    }
  }

  /** The outgoing interface. */
  record OutputInterface(int index) implements RouteAttribute {
    @Override
    public void write(MessageWriter writer) {
      writer.attributeU32(RouteNumbers.RTA_OIF, index);
    }
  }

  /** The address of the next hop, in the family of the route. */
  record Gateway(Bytes address) implements RouteAttribute {
    @Override
    public void write(MessageWriter writer) {
      writer.attribute(RouteNumbers.RTA_GATEWAY, address);
    }
  }

  /** The metric; the kernel prefers the lowest. */
  record Priority(long value) implements RouteAttribute {
    public Priority {
      Range.u32(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU32(RouteNumbers.RTA_PRIORITY, value);
    }
  }

  /** The source address for packets of this host. */
  record PreferredSource(Bytes address) implements RouteAttribute {
    @Override
    public void write(MessageWriter writer) {
      writer.attribute(RouteNumbers.RTA_PREFSRC, address);
    }
  }

  /** MTU and other metrics, as attributes (RTAX_*). */
  record Metrics(Bytes content) implements RouteAttribute {
    @Override
    public void write(MessageWriter writer) {
      writer.attribute(RouteNumbers.RTA_METRICS, content);
    }
  }

  /** Several next hops. */
  record Multipath(List<NextHop> nextHops) implements RouteAttribute {
    public Multipath {
      nextHops = List.copyOf(nextHops);
    }

    @Override
    public void write(MessageWriter writer) {
      int begin = writer.beginAttribute(RouteNumbers.RTA_MULTIPATH);
      for (NextHop each : nextHops) {
        each.write(writer);
      }
      writer.endAttribute(begin);
    }
  }

  /** Realms: the source's in the upper 16 bits, the destination's in the lower. */
  record Flow(long value) implements RouteAttribute {
    public Flow {
      Range.u32(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU32(RouteNumbers.RTA_FLOW, value);
    }
  }

  /** The table; it overrides the one in the header, which has only 8 bits. */
  record Table(long number) implements RouteAttribute {
    public Table {
      Range.u32(number);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU32(RouteNumbers.RTA_TABLE, number);
    }
  }

  /** The mark of the packet, in a query. */
  record Mark(long value) implements RouteAttribute {
    public Mark {
      Range.u32(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU32(RouteNumbers.RTA_MARK, value);
    }
  }

  /** The address of the next hop, in another family. */
  record Via(int family, Bytes address) implements RouteAttribute {
    public Via {
      Range.u16(family);
    }

    @Override
    public void write(MessageWriter writer) {
      int begin = writer.beginAttribute(RouteNumbers.RTA_VIA);
      writer.u16(family).bytes(address);
      writer.endAttribute(begin);
    }
  }

  /** The router preference of IPv6: 0 medium, 1 high, 3 low. */
  record Preference(int value) implements RouteAttribute {
    public Preference {
      Range.u8(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU8(RouteNumbers.RTA_PREF, value);
    }
  }

  /** The time left. */
  record Expires(long value) implements RouteAttribute {
    public Expires {
      Range.u32(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU32(RouteNumbers.RTA_EXPIRES, value);
    }
  }

  /** The user, in a query. */
  record Uid(long value) implements RouteAttribute {
    public Uid {
      Range.u32(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU32(RouteNumbers.RTA_UID, value);
    }
  }

  /** The transport protocol, in a query. */
  record IpProtocol(int value) implements RouteAttribute {
    public IpProtocol {
      Range.u8(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU8(RouteNumbers.RTA_IP_PROTO, value);
    }
  }

  /** The source port, in a query. */
  record SourcePort(int value) implements RouteAttribute {
    public SourcePort {
      Range.u16(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeBe16(RouteNumbers.RTA_SPORT, value);
    }
  }

  /** The destination port, in a query. */
  record DestinationPort(int value) implements RouteAttribute {
    public DestinationPort {
      Range.u16(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeBe16(RouteNumbers.RTA_DPORT, value);
    }
  }

  /** The next hop object ({@code ip nexthop}) to use. */
  record NextHopId(long value) implements RouteAttribute {
    public NextHopId {
      Range.u32(value);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeU32(RouteNumbers.RTA_NH_ID, value);
    }
  }

  /**
   * An attribute with an unknown number, or with a form that the kernel does not use for its
   * number. It is kept as it is.
   *
   * @param type all 16 bits, including flag bits
   */
  record Unknown(int type, Bytes payload) implements RouteAttribute {
    public Unknown {
      Range.u16(type);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attribute(type, payload);
    }
  }
}
