package io.github.rulewarden.netlink.route;

import io.github.rulewarden.netlink.AttributeReader;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.MessageWriter;

/** A message with zeros where there is padding: the one thing that decoding may lose. */
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
