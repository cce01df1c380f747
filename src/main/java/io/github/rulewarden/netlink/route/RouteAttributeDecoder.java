package io.github.rulewarden.netlink.route;

import io.github.rulewarden.netlink.AttributeReader;
import io.github.rulewarden.netlink.MalformedMessageException;

/** Decodes {@link RouteAttribute}. */
final class RouteAttributeDecoder {
  private static final int ANY_SIZE = -1;

  private RouteAttributeDecoder() {}

  /** Decodes the current attribute of {@code reader}. */
  static RouteAttribute decode(AttributeReader reader) throws MalformedMessageException {
    int size = size(reader.type());
    if (size != ANY_SIZE && size != reader.length()) {
      return unknown(reader);
    }
    return switch (reader.type()) {
      case RouteNumbers.RTA_DST -> new RouteAttribute.Destination(reader.payload());
      case RouteNumbers.RTA_SRC -> new RouteAttribute.Source(reader.payload());
      case RouteNumbers.RTA_IIF -> new RouteAttribute.InputInterface(reader.s32());
      case RouteNumbers.RTA_OIF -> new RouteAttribute.OutputInterface(reader.s32());
      case RouteNumbers.RTA_GATEWAY -> new RouteAttribute.Gateway(reader.payload());
      case RouteNumbers.RTA_PRIORITY -> new RouteAttribute.Priority(reader.u32());
      case RouteNumbers.RTA_PREFSRC -> new RouteAttribute.PreferredSource(reader.payload());
      case RouteNumbers.RTA_METRICS -> new RouteAttribute.Metrics(reader.payload());
      case RouteNumbers.RTA_MULTIPATH ->
          new RouteAttribute.Multipath(NextHop.decodeAll(reader.payload()));
      case RouteNumbers.RTA_FLOW -> new RouteAttribute.Flow(reader.u32());
      case RouteNumbers.RTA_TABLE -> new RouteAttribute.Table(reader.u32());
      case RouteNumbers.RTA_MARK -> new RouteAttribute.Mark(reader.u32());
      case RouteNumbers.RTA_VIA -> via(reader);
      case RouteNumbers.RTA_PREF -> new RouteAttribute.Preference(reader.u8());
      case RouteNumbers.RTA_EXPIRES -> new RouteAttribute.Expires(reader.u32());
      case RouteNumbers.RTA_UID -> new RouteAttribute.Uid(reader.u32());
      case RouteNumbers.RTA_IP_PROTO -> new RouteAttribute.IpProtocol(reader.u8());
      case RouteNumbers.RTA_SPORT -> new RouteAttribute.SourcePort(reader.be16());
      case RouteNumbers.RTA_DPORT -> new RouteAttribute.DestinationPort(reader.be16());
      case RouteNumbers.RTA_NH_ID -> new RouteAttribute.NextHopId(reader.u32());
      default -> unknown(reader);
    };
  }

  /**
   * Decodes an attribute of a next hop. The kernel does not nest next hops. Decoding nested ones
   * would let a long message overflow the stack.
   */
  static RouteAttribute decodeInNextHop(AttributeReader reader) throws MalformedMessageException {
    return reader.type() == RouteNumbers.RTA_MULTIPATH ? unknown(reader) : decode(reader);
  }

  /** The length of an attribute whose length is fixed. */
  private static int size(int type) {
    return switch (type) {
      case RouteNumbers.RTA_PREF, RouteNumbers.RTA_IP_PROTO -> 1;
      case RouteNumbers.RTA_SPORT, RouteNumbers.RTA_DPORT -> 2;
      case RouteNumbers.RTA_IIF,
          RouteNumbers.RTA_OIF,
          RouteNumbers.RTA_PRIORITY,
          RouteNumbers.RTA_FLOW,
          RouteNumbers.RTA_TABLE,
          RouteNumbers.RTA_MARK,
          RouteNumbers.RTA_EXPIRES,
          RouteNumbers.RTA_UID,
          RouteNumbers.RTA_NH_ID ->
          4;
      default -> ANY_SIZE;
    };
  }

  private static RouteAttribute via(AttributeReader reader) {
    int length = reader.length();
    return length < 2
        ? unknown(reader)
        : new RouteAttribute.Via(reader.u16(), reader.payload().slice(2, length - 2));
  }

  private static RouteAttribute unknown(AttributeReader reader) {
    return new RouteAttribute.Unknown(reader.type(), reader.payload());
  }
}
