package io.github.rulewarden.fib;

/**
 * The {@code ip(8)} commands that are equivalent to Rulewarden's own changes, or that show what an
 * operator should look at before a change.
 */
public final class IpCommand {
  private IpCommand() {}

  /**
   * {@code ip -4 rule add priority 5399 not from all fwmark 0xca6c lookup 51820}.
   *
   * @param scope the namespace whose rules the command changes; if it is not the own one, the
   *     command has the form that is typed outside of it, such as {@code ip -n mullvad -4 rule add
   *     ...}
   */
  public static String add(Rule rule, Scope scope) {
    return program(rule.family(), scope) + " rule add " + RuleText.arguments(rule);
  }

  /** The command that deletes exactly this rule; else like {@link #add}. */
  public static String delete(Rule rule, Scope scope) {
    return program(rule.family(), scope) + " rule del " + RuleText.arguments(rule);
  }

  /** {@code ip -4 route show table 51820}; else like {@link #add}. */
  public static String showTable(ScopeFamily where, long table) {
    return program(where.family(), where.scope()) + " route show table " + table;
  }

  private static String program(Family family, Scope scope) {
    String namespace = scope.isOwn() ? "" : "-n " + scope.text() + " ";
    return "ip " + namespace + family.option();
  }
}
