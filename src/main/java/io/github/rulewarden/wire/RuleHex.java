package io.github.rulewarden.wire;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.route.RuleMessage;

/**
 * A rule as the hexadecimal digits of its netlink message (struct fib_rule_hdr and its attributes):
 * the one form that keeps all of it, also what this program does not know.
 */
public final class RuleHex {
  private RuleHex() {}

  /** The digits of a rule. */
  public static String print(Rule rule) {
    return RuleCodec.encode(rule).encode().toString();
  }

  /**
   * The rule of these digits.
   *
   * @throws IllegalArgumentException if they are none, or not those of a rule
   */
  public static Rule parse(String digits) {
    try {
      return RuleCodec.decode(RuleMessage.decode(Bytes.parseHex(digits)));
    } catch (MalformedMessageException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
