package io.github.rulewarden.fib;

/** The {@code ip(8)} commands that would do to a rule what Rulewarden does. */
public final class IpCommand {
  private IpCommand() {}

  /** {@code ip -4 rule add priority 5399 not from all fwmark 0xca6c lookup 51820}. */
  public static String add(Rule rule) {
    return "ip " + rule.family().option() + " rule add " + RuleText.arguments(rule);
  }

  /** {@code ip -4 rule del priority 5209 not from all fwmark 0xca6c lookup 51820}. */
  public static String delete(Rule rule) {
    return "ip " + rule.family().option() + " rule del " + RuleText.arguments(rule);
  }
}
