package io.github.rulewarden.netlink.route;

/** Actions of a rule for a matching packet ({@code FR_ACT_*} of {@code linux/fib_rules.h}). */
public final class RuleActions {
  /** Looks the route up in a table. */
  public static final int LOOKUP = 1;

  /** Continues with a later rule. */
  public static final int GOTO = 2;

  /** Continues with the next rule. */
  public static final int NOP = 3;

  /** Drops it silently. */
  public static final int BLACKHOLE = 6;

  /** Rejects it: network unreachable. */
  public static final int UNREACHABLE = 7;

  /** Rejects it: prohibited. */
  public static final int PROHIBIT = 8;

  private RuleActions() {}
}
