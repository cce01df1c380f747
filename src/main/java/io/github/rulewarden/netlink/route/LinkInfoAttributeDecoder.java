package io.github.rulewarden.netlink.route;

import io.github.rulewarden.netlink.AttributeReader;

/** Decodes {@link LinkInfoAttribute}. */
final class LinkInfoAttributeDecoder {
  private LinkInfoAttributeDecoder() {}

  /** Decodes the current attribute of {@code reader}. */
  static LinkInfoAttribute decode(AttributeReader reader) {
    return switch (reader.type()) {
      case LinkNumbers.IFLA_INFO_KIND ->
          text(reader) ? new LinkInfoAttribute.Kind(reader.payload().text()) : unknown(reader);
      case LinkNumbers.IFLA_INFO_DATA -> new LinkInfoAttribute.Data(reader.payload());
      default -> unknown(reader);
    };
  }

  private static boolean text(AttributeReader reader) {
    return reader.payload().isText();
  }

  private static LinkInfoAttribute unknown(AttributeReader reader) {
    return new LinkInfoAttribute.Unknown(reader.type(), reader.payload());
  }
}
