package io.github.rulewarden.netlink.route;

import io.github.rulewarden.netlink.AttributeReader;
import io.github.rulewarden.netlink.MalformedMessageException;

/** Decodes {@link LinkAttribute}. */
final class LinkAttributeDecoder {
  private static final int ANY_SIZE = -1;

  private LinkAttributeDecoder() {}

  /** Decodes the current attribute of {@code reader}. */
  static LinkAttribute decode(AttributeReader reader) throws MalformedMessageException {
    int size = size(reader.type());
    if (size != ANY_SIZE && size != reader.length()) {
      return unknown(reader);
    }
    return switch (reader.type()) {
      case LinkNumbers.IFLA_IFNAME ->
          text(reader) ? new LinkAttribute.Name(reader.payload().text()) : unknown(reader);
      case LinkNumbers.IFLA_MTU -> new LinkAttribute.Mtu(reader.u32());
      case LinkNumbers.IFLA_LINK -> new LinkAttribute.LowerLink(reader.s32());
      case LinkNumbers.IFLA_MASTER -> new LinkAttribute.Master(reader.s32());
      case LinkNumbers.IFLA_OPERSTATE -> new LinkAttribute.OperationalState(reader.u8());
      case LinkNumbers.IFLA_LINKINFO ->
          new LinkAttribute.LinkInfo(LinkInfoAttribute.decodeAll(reader.payload()));
      case LinkNumbers.IFLA_GROUP -> new LinkAttribute.Group(reader.u32());
      default -> unknown(reader);
    };
  }

  /** The length of an attribute whose length is fixed. */
  private static int size(int type) {
    return switch (type) {
      case LinkNumbers.IFLA_OPERSTATE -> 1;
      case LinkNumbers.IFLA_MTU,
          LinkNumbers.IFLA_LINK,
          LinkNumbers.IFLA_MASTER,
          LinkNumbers.IFLA_GROUP ->
          4;
      default -> ANY_SIZE;
    };
  }

  private static boolean text(AttributeReader reader) {
    return reader.payload().isText();
  }

  private static LinkAttribute unknown(AttributeReader reader) {
    return new LinkAttribute.Unknown(reader.type(), reader.payload());
  }
}
