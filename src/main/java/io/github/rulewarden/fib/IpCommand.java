package io.github.rulewarden.fib;

/** The {@code ip(8)} commands that are equivalent to Rulewarden's own changes. */
public final class IpCommand {
  private static final String PROGRAM = "ip ";

  private IpCommand() {}

  /** {@code ip -4 rule add priority 5399 not from all fwmark 0xca6c lookup 51820}. */
  public static String add(Rule rule) {
    return PROGRAM + rule.family().option() + " rule add " + RuleText.arguments(rule);
  }

  /** {@code ip -4 rule del priority 5209 not from all fwmark 0xca6c lookup 51820}. */
  public static String delete(Rule rule) {
    return PROGRAM + rule.family().option() + " rule del " + RuleText.arguments(rule);
  }

  /**
   * A command for a namespace in the form that is typed outside of it, such as {@code ip -n mullvad
   * -4 rule add ...}.
   *
   * @param scope the namespace that the command is for; a command for the own namespace is returned
   *     unchanged
   */
  public static String typedOnHost(String command, Scope scope) {
    return scope.isOwn() || !command.startsWith(PROGRAM)
        ? command
        : PROGRAM + "-n " + scope.text() + " " + command.substring(PROGRAM.length());
  }
}
