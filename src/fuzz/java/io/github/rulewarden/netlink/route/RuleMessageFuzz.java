package io.github.rulewarden.netlink.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.fuzz.Target;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;

/** A rule's message: decoding and encoding it loses nothing. */
public final class RuleMessageFuzz implements Target {
  private static final int HEADER = 12;

  @Override
  public Object feed(byte[] input) throws MalformedMessageException {
    RuleMessage message = RuleMessage.decode(Bytes.owning(input));
    assertEquals(Canonical.of(input, HEADER), message.encode());
    assertEquals(message, RuleMessage.decode(message.encode()));
    return message;
  }
}
