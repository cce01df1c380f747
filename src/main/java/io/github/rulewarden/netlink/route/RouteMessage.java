package io.github.rulewarden.netlink.route;

import io.github.rulewarden.netlink.AttributeReader;
import io.github.rulewarden.netlink.Attributes;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Header;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.MessageWriter;
import io.github.rulewarden.netlink.Range;
import java.util.List;
import java.util.Optional;

/**
 * A route ({@code struct rtmsg}, 12 bytes, then attributes).
 *
 * @param family 2 is IPv4, 10 IPv6
 * @param destinationLength prefix length of {@link RouteAttribute.Destination}; 0 is a default
 *     route
 * @param sourceLength prefix length of {@link RouteAttribute.Source}, 0..128
 * @param typeOfService 0 is any
 * @param table the low 8 bits of the table, or 252 or 0 if only {@link RouteAttribute.Table} has it
 * @param protocol the origin of the route; 2 is the kernel
 * @param scope the distance of the destination; 0 is universe, 253 is link
 * @param type one of {@link RouteTypes}
 * @param flags bits such as {@link #LOOKUP_TABLE}, 32 bits unsigned
 */
public record RouteMessage(
    int family,
    int destinationLength,
    int sourceLength,
    int typeOfService,
    int table,
    int protocol,
    int scope,
    int type,
    long flags,
    List<RouteAttribute> attributes) {
  /** Flag of a query: report the table of the route (RTM_F_LOOKUP_TABLE). */
  public static final int LOOKUP_TABLE = 0x1000;

  /**
   * Flag of a query: report the matching table entry, not the resulting route (RTM_F_FIB_MATCH).
   */
  public static final int FIB_MATCH = 0x2000;

  private static final int LENGTH = 12;

  /** Checks the range of each number, and makes an immutable copy of the attributes. */
  public RouteMessage {
    Range.u8(family);
    Range.u8(destinationLength);
    Range.u8(sourceLength);
    Range.u8(typeOfService);
    Range.u8(table);
    Range.u8(protocol);
    Range.u8(scope);
    Range.u8(type);
    Range.u32(flags);
    attributes = List.copyOf(attributes);
  }

  /** Decodes the payload of a message of type NEW_ROUTE or DELETE_ROUTE. */
  public static RouteMessage decode(Bytes payload) throws MalformedMessageException {
    Header.require(payload, LENGTH);
    return new RouteMessage(
        payload.u8(0),
        payload.u8(1),
        payload.u8(2),
        payload.u8(3),
        payload.u8(4),
        payload.u8(5),
        payload.u8(6),
        payload.u8(7),
        payload.u32(8),
        RouteAttribute.decodeAll(Header.behind(payload, LENGTH)));
  }

  /**
   * Only the prefix length of the destination, without decoding the rest of the message. Most
   * messages of a route storm are irrelevant.
   */
  public static int destinationLengthOf(Bytes payload) throws MalformedMessageException {
    Header.require(payload, LENGTH);
    return payload.u8(1);
  }

  /** Only the family, without decoding the rest of the message. */
  public static int familyOf(Bytes payload) throws MalformedMessageException {
    Header.require(payload, LENGTH);
    return payload.u8(0);
  }

  /**
   * Only the table, from the attribute or else the header, without decoding the rest of the
   * message.
   */
  public static long tableOf(Bytes payload) throws MalformedMessageException {
    Header.require(payload, LENGTH);
    long table = payload.u8(4);
    AttributeReader reader = new AttributeReader(Header.behind(payload, LENGTH));
    while (reader.next()) {
      if (reader.type() == RouteNumbers.RTA_TABLE && reader.length() == Integer.BYTES) {
        table = reader.u32();
      }
    }
    return table;
  }

  /** Encodes the payload of a message. */
  public Bytes encode() {
    MessageWriter writer =
        new MessageWriter()
            .u8(family)
            .u8(destinationLength)
            .u8(sourceLength)
            .u8(typeOfService)
            .u8(table)
            .u8(protocol)
            .u8(scope)
            .u8(type)
            .u32(flags);
    return Attributes.encode(writer, attributes);
  }

  /** Returns the last attribute of a kind. */
  public <A extends RouteAttribute> Optional<A> find(Class<A> kind) {
    return Attributes.find(attributes, kind);
  }
}
