package io.github.rulewarden.netlink.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.fuzz.Target;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;

/**
 * A route's message: decoding and encoding it loses nothing, and partial decoding agrees with
 * complete decoding.
 */
public final class RouteMessageFuzz implements Target {
  private static final int HEADER = 12;

  @Override
  public Object feed(byte[] input) throws MalformedMessageException {
    Bytes bytes = Bytes.owning(input);
    RouteMessage message = RouteMessage.decode(bytes);
    Bytes encoded = message.encode();
    if (message.find(RouteAttribute.Multipath.class).isEmpty()) {
      // With it, there may be padding within an attribute.
      assertEquals(Canonical.of(input, HEADER), encoded);
    }
    assertEquals(message, RouteMessage.decode(encoded));
    assertEquals(message.destinationLength(), RouteMessage.destinationLengthOf(bytes));
    long table =
        message
            .find(RouteAttribute.Table.class)
            .map(RouteAttribute.Table::number)
            .orElse((long) message.table());
    assertEquals(table, RouteMessage.tableOf(bytes));
    return message;
  }
}
