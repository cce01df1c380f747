package io.github.rulewarden.fib;

import java.util.List;

/**
 * What the kernel said of a rule beyond what this program understands. It is carried along
 * untouched when the rule is copied or deleted, and two rules that differ in it are different
 * rules.
 *
 * @param flags bits of the message's header that are a property of the rule but not its sense
 *     (FIB_RULE_PERMANENT)
 * @param attributes in the order they were dumped
 */
public record Extras(int flags, List<Extra> attributes) {
  public static final Extras NONE = new Extras(0, List.of());

  public Extras {
    attributes = List.copyOf(attributes);
  }

  /**
   * One netlink attribute.
   *
   * @param type with its flag bits, as dumped
   * @param payload in hexadecimal digits
   */
  public record Extra(int type, String payload) {
    @Override
    public String toString() {
      return type + "=" + payload;
    }
  }
}
