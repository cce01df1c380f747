package io.github.rulewarden.netlink.netfilter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.fuzz.Target;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import java.util.ArrayList;
import java.util.List;

/** A rule of nftables: encoding loses nothing and preserves its meaning. */
public final class RuleMessageFuzz implements Target {
  @Override
  public Object feed(byte[] input) throws MalformedMessageException {
    RuleMessage message = RuleMessage.decode(Bytes.owning(input));
    RuleMessage again = RuleMessage.decode(message.encode());
    assertEquals(message, again);
    assertEquals(message.encode(), again.encode());
    assertEquals(message.comment(), again.comment());
    assertEquals(operations(message), operations(again));
    return message.comment() + operations(message);
  }

  private static List<Operation> operations(RuleMessage message) throws MalformedMessageException {
    List<Operation> operations = new ArrayList<>();
    for (Expression expression : message.expressions()) {
      operations.add(Operation.of(expression));
    }
    return operations;
  }
}
