package io.github.rulewarden.fib;

/**
 * What the kernel does with a packet that matches a rule ({@code FR_ACT_*} in {@code
 * linux/fib_rules.h}).
 */
public sealed interface Action {
  /**
   * FR_ACT_TO_TBL: look the destination up in a table; if it has no route, go on with the next
   * rule.
   */
  record Lookup(long table) implements Action {}

  /** FR_ACT_GOTO: go on with the first rule at that priority; inert while there is none. */
  record Goto(long target) implements Action {}

  /** FR_ACT_NOP: go on with the next rule. */
  record Nop() implements Action {}

  /** FR_ACT_BLACKHOLE, FR_ACT_UNREACHABLE, FR_ACT_PROHIBIT: reject the packet. */
  record Reject(Kind kind) implements Action {
    /** The error that the sender of the packet gets. */
    public enum Kind {
      BLACKHOLE("blackhole"),
      UNREACHABLE("unreachable"),
      PROHIBIT("prohibit");

      private final String text;

      Kind(String text) {
        this.text = text;
      }

      /** The word that {@code ip} uses. */
      public String text() {
        return text;
      }
    }
  }

  /** Any other number. Its unknown attributes are in {@link Extras}. */
  record Unknown(int number) implements Action {}
}
