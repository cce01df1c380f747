package io.github.rulewarden.netlink.route;

import io.github.rulewarden.netlink.AttributeReader;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.MessageWriter;

/** A message with zeros as padding, because decoding may lose the contents of padding only. */
final class Canonical {
  private Canonical() {}

  /**
   * @param header the length of the fixed part
   */
  static Bytes of(byte[] input, int header) throws MalformedMessageException {
    Bytes message = Bytes.owning(input);
    MessageWriter writer = new MessageWriter().bytes(message.slice(0, header));
    AttributeReader reader = new AttributeReader(message.slice(header, input.length - header));
    while (reader.next()) {
      writer.attribute(reader.type(), reader.payload());
    }
    return writer.toBytes();
  }
}
