package io.github.rulewarden.fib;

/** The {@code ip(8)} commands that would do to a rule what Rulewarden does. */
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
   * A command of a namespace as one types it outside of it, such as {@code ip -n mullvad -4 rule
   * add ...}.
   *
   * @param netns empty for the host's, in which the command is good as it is
   */
  public static String typedOnHost(String command, String netns) {
    return netns.isEmpty() || !command.startsWith(PROGRAM)
        ? command
        : PROGRAM + "-n " + netns + " " + command.substring(PROGRAM.length());
  }
}
