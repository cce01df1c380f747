package io.github.rulewarden.fib;

import java.util.List;

/**
 * The part of a dumped rule that this program does not understand. It is copied unchanged when the
 * rule is copied or deleted, and two rules that differ in it are different rules.
 *
 * @param flags bits of the message's header that are a property of the rule, without
 *     FIB_RULE_INVERT (for example FIB_RULE_PERMANENT)
 * @param attributes in the order of the dump
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
