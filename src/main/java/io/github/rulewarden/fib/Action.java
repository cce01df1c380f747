package io.github.rulewarden.fib;

/**
 * What happens to a packet that a rule applies to ({@code FR_ACT_*} in {@code linux/fib_rules.h}).
 */
public sealed interface Action {
  /**
   * FR_ACT_TO_TBL: look the destination up in a table; no route found: go on with the next rule.
   */
  record Lookup(long table) implements Action {}

  /** FR_ACT_GOTO: go on with the first rule at that priority; inert while there is none. */
  record Goto(long target) implements Action {}

  /** FR_ACT_NOP: go on with the next rule. */
  record Nop() implements Action {}

  /** FR_ACT_BLACKHOLE, FR_ACT_UNREACHABLE, FR_ACT_PROHIBIT: the end, in one of three ways. */
  record Reject(Kind kind) implements Action {
    /** How the packet's sender is told. */
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

  /** Any other number; what else the kernel said of it is in {@link Extras}. */
  record Unknown(int number) implements Action {}
}
