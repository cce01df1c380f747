package io.github.rulewarden.wire;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.route.RuleMessage;

/**
 * A rule as the hexadecimal digits of its netlink message (struct fib_rule_hdr and its attributes).
 * This form loses nothing, not even attributes that this program does not know.
 */
public final class RuleHex {
  private RuleHex() {}

  /** Returns the digits of a rule. */
  public static String print(Rule rule) {
    return RuleCodec.encode(rule).encode().toString();
  }

  /**
   * Returns the rule with these digits.
   *
   * @throws IllegalArgumentException if they are not hexadecimal, or not a rule
   */
  public static Rule parse(String digits) {
    try {
      return RuleCodec.decode(RuleMessage.decode(Bytes.parseHex(digits)));
    } catch (MalformedMessageException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
