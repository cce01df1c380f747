package io.github.rulewarden.netlink.route;

/** What a rule does with a packet it matches ({@code FR_ACT_*} of {@code linux/fib_rules.h}). */
public final class RuleActions {
  /** Looks the packet up in a table. */
  public static final int LOOKUP = 1;

  /** Goes on with a rule further down. */
  public static final int GOTO = 2;

  /** Goes on with the next rule. */
  public static final int NOP = 3;

  /** Drops it without a word. */
  public static final int BLACKHOLE = 6;

  /** Answers that the network is unreachable. */
  public static final int UNREACHABLE = 7;

  /** Answers that it is prohibited. */
  public static final int PROHIBIT = 8;

  private RuleActions() {}
}
