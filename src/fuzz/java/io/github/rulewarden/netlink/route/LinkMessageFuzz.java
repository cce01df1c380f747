package io.github.rulewarden.netlink.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.fuzz.Target;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;

/** A link's message: decoding and encoding it loses nothing. */
public final class LinkMessageFuzz implements Target {
  private static final int HEADER = 16;

  @Override
  public Object feed(byte[] input) throws MalformedMessageException {
    LinkMessage message = LinkMessage.decode(Bytes.owning(input));
    Bytes encoded = message.encode();
    if (message.find(LinkAttribute.LinkInfo.class).isEmpty()) {
      // With it, there may be padding within an attribute.
      assertEquals(Canonical.of(input, HEADER), encoded);
    }
    assertEquals(message, LinkMessage.decode(encoded));
    assertEquals(message.kind(), LinkMessage.decode(encoded).kind());
    return message;
  }
}
