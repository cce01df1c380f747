package io.github.rulewarden.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fuzz.Target;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.route.RuleMessage;

/** A rule's message as a value and back: the encoded rule equals the decoded one. */
public final class RuleCodecFuzz implements Target {
  /** The longest word of `ip rule` and its number, for four bytes of message. */
  private static final int LONGEST_TEXT = 64;

  @Override
  public Object feed(byte[] input) throws MalformedMessageException {
    Rule rule = RuleCodec.decode(RuleMessage.decode(Bytes.owning(input)));
    Bytes encoded = RuleCodec.encode(rule).encode();
    assertEquals(rule, RuleCodec.decode(RuleMessage.decode(encoded)));
    String text = rule.toString();
    assertTrue(text.length() <= LONGEST_TEXT * (1 + input.length), text);
    return rule;
  }
}
