package io.github.rulewarden.kernel;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.IpRuleList;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Modifier;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Tables;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The changes of wg-quick, one {@code ip} command at a time ({@code add_default} and {@code del_if}
 * in {@code src/wg-quick/linux.bash}); it can be suspended between any two.
 */
final class WgQuick {
  /** The first table that wg-quick takes. */
  static final long TABLE = 51820;

  private static final String SUPPRESS = "0: from all lookup main suppress_prefixlength 0";

  /** One command. Some commands require others after them. */
  private interface Command {
    void run();
  }

  private final FakeKernel kernel;
  private final String link;
  private final long table;
  private final List<Family> families;
  private final Deque<Command> commands = new ArrayDeque<>();
  private boolean isAborted;

  /**
   * @param table the number of the table, which is also the mark
   * @param families for which its peer has AllowedIPs with a prefix length of 0
   */
  WgQuick(FakeKernel kernel, String link, long table, List<Family> families) {
    this.kernel = kernel;
    this.link = link;
    this.table = table;
    this.families = families;
  }

  WgQuick up() {
    commands.add(() -> kernel.addLink(link, Link.Kind.WIREGUARD));
    return addRules();
  }

  /** Queues the part of {@code up} that is about rules; the link exists already. */
  WgQuick addRules() {
    for (Family family : families) {
      commands.add(() -> expect(kernel.addUnnumbered(capture(family))));
      commands.add(() -> expect(kernel.addUnnumbered(Listing.rule(family, SUPPRESS))));
      commands.add(() -> kernel.addDefaultRoute(family, table, link));
    }
    return this;
  }

  /** Queues the deletion of the rules: its own and equal ones of other programs. */
  WgQuick down() {
    for (Family family : Family.values()) {
      commands.add(() -> checkCaptures(family));
      commands.add(() -> checkSuppresses(family));
    }
    return this;
  }

  /** Queues the deletion of the rules, and then of the link. */
  WgQuick downForGood() {
    down().commands.add(() -> kernel.removeLink(link));
    return this;
  }

  /** Runs the next command; false if there is none. */
  boolean step() {
    if (commands.isEmpty()) {
      return false;
    }
    commands.remove().run();
    return true;
  }

  /** Runs this many commands, or all if there are fewer. */
  void steps(int number) {
    for (int i = 0; i < number && step(); i++) {
      // Each step is a command.
    }
  }

  /** Runs all remaining commands. */
  void finish() {
    steps(Integer.MAX_VALUE);
  }

  /** Whether a delete found no rule: the script runs under {@code set -e} and ends there. */
  boolean isAborted() {
    return isAborted;
  }

  private Rule capture(Family family) {
    String mark = Long.toHexString(table);
    return Listing.rule(family, "0: not from all fwmark 0x" + mark + " lookup " + table);
  }

  private void checkCaptures(Family family) {
    if (new IpRuleList(kernel.rules(family)).lists(table)) {
      commands.addFirst(() -> checkCaptures(family));
      commands.addFirst(() -> expect(kernel.delete(family, rule -> rule.table() == table)));
    }
  }

  private void checkSuppresses(Family family) {
    if (new IpRuleList(kernel.rules(family)).listsSuppress()) {
      commands.addFirst(() -> checkSuppresses(family));
      commands.addFirst(() -> expect(kernel.delete(family, WgQuick::isSuppress)));
    }
  }

  private static boolean isSuppress(Rule rule) {
    return rule.table() == Tables.MAIN
        && rule.modifiers().contains(new Modifier.SuppressPrefixLength(0));
  }

  private void expect(boolean isDone) {
    if (!isDone) {
      isAborted = true;
      commands.clear();
    }
  }
}
