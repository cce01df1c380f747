package io.github.rulewarden.netlink.route;

import io.github.rulewarden.netlink.AttributeReader;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.MessageWriter;
import io.github.rulewarden.netlink.Range;
import java.util.ArrayList;
import java.util.List;

/**
 * One of several next hops ({@code struct rtnexthop}: 16 bits of length, 8 of flags, 8 of weight,
 * 32 of interface index, then attributes).
 *
 * @param flags {@code RTNH_F_*}: 1 dead, 4 on link, 16 no carrier
 * @param hops the weight minus one
 * @param interfaceIndex the outgoing interface
 */
public record NextHop(int flags, int hops, int interfaceIndex, List<RouteAttribute> attributes) {
  private static final int HEADER = 8;

  /** Makes an immutable copy of the attributes. */
  public NextHop {
    Range.u8(flags);
    Range.u8(hops);
    attributes = List.copyOf(attributes);
  }

  /** Decodes the payload of RTA_MULTIPATH. */
  static List<NextHop> decodeAll(Bytes source) throws MalformedMessageException {
    List<NextHop> nextHops = new ArrayList<>();
    int offset = 0;
    while (offset < source.length()) {
      int rest = source.length() - offset;
      int length = rest < HEADER ? 0 : source.u16(offset);
      if (length < HEADER || length > rest) {
        throw new MalformedMessageException(
            source.origin() + offset, "a next hop of " + length + " bytes", HEADER + " to " + rest);
      }
      nextHops.add(
          new NextHop(
              source.u8(offset + 2),
              source.u8(offset + 3),
              source.s32(offset + 4),
              attributes(source.slice(offset + HEADER, length - HEADER))));
      offset = Math.min(offset + MessageWriter.align(length), source.length());
    }
    return nextHops;
  }

  private static List<RouteAttribute> attributes(Bytes source) throws MalformedMessageException {
    List<RouteAttribute> attributes = new ArrayList<>();
    AttributeReader reader = new AttributeReader(source);
    while (reader.next()) {
      attributes.add(RouteAttributeDecoder.decodeInNextHop(reader));
    }
    return attributes;
  }

  void write(MessageWriter writer) {
    MessageWriter inner = new MessageWriter();
    for (RouteAttribute attribute : attributes) {
      attribute.write(inner);
    }
    Bytes encoded = inner.toBytes();
    writer.u16(HEADER + encoded.length()).u8(flags).u8(hops).s32(interfaceIndex).bytes(encoded);
  }
}
