package io.github.rulewarden.kernel;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.netlink.Flags;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.route.MessageTypes;
import io.github.rulewarden.netlink.route.RuleMessage;
import io.github.rulewarden.wire.Addresses;
import io.github.rulewarden.wire.RuleCodec;
import java.util.List;
import java.util.Optional;

/**
 * A message as text: {@code add 5399: from all lookup 52}, {@code del 5209: ...}, {@code read},
 * {@code links}, {@code routes}, {@code route}. An event has the same text as a request.
 *
 * @param family of the message; empty for links
 */
record Message(Optional<Family> family, String text) {
  static Message of(Frame frame) {
    try {
      return switch (frame.type()) {
        case MessageTypes.NEW_RULE -> ofRule("add ", frame);
        case MessageTypes.DELETE_RULE -> ofRule("del ", frame);
        case MessageTypes.GET_RULE -> new Message(family(frame), "read");
        case MessageTypes.GET_ROUTE -> {
          boolean isDump = (frame.flags() & Flags.DUMP) == Flags.DUMP;
          yield new Message(family(frame), isDump ? "routes" : "route");
        }
        case MessageTypes.GET_LINK -> new Message(Optional.empty(), "links");
        case MessageTypes.NEW_LINK -> new Message(Optional.empty(), "link comes");
        case MessageTypes.DELETE_LINK -> new Message(Optional.empty(), "link goes");
        default -> throw new AssertionError("unexpected: " + frame);
      };
    } catch (MalformedMessageException e) {
      throw new AssertionError("malformed message: " + frame, e);
    }
  }

  /** Returns a datagram as text. */
  static String line(List<Message> datagram) {
    return String.join(" + ", datagram.stream().map(Message::text).toList());
  }

  private static Message ofRule(String verb, Frame frame) throws MalformedMessageException {
    return new Message(family(frame), verb + RuleCodec.decode(RuleMessage.decode(frame.payload())));
  }

  private static Optional<Family> family(Frame frame) throws MalformedMessageException {
    return Optional.of(Addresses.family(frame.payload().u8(0)));
  }
}
