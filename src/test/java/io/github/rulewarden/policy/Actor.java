package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.IpRuleList;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import java.util.List;

/** A program that changes rules, as a script that can be interrupted between any two commands. */
sealed interface Actor {
  /** The position of a finished script. */
  int FINISHED = -1;

  /** The position of a script that ended because a command failed ({@code set -e}). */
  int ABORTED = -2;

  /** Runs one command; returns the number of the next. */
  int run(int command, IpRuleList kernel);

  /** Returns the number of commands until all rules of the actor exist. */
  int whole();

  /** The suppress rule as it is added, without a priority. */
  Rule SUPPRESS = rule("0: from all lookup main suppress_prefixlength 0");

  /** Returns the rule of a line, without a priority if that is 0. */
  static Rule rule(String line) {
    return Listing.rule(Family.IPV4, line);
  }

  /** Adds its rules at their own priorities when it starts, and deletes them when it is stopped. */
  record Tailscaled(List<Rule> rules) implements Actor {
    static Tailscaled of(String listing) {
      return new Tailscaled(Listing.parse(listing));
    }

    @Override
    public int whole() {
      return rules.size();
    }

    @Override
    public int run(int command, IpRuleList kernel) {
      if (command < rules.size()) {
        kernel.add(rules.get(command));
        return command + 1;
      }
      kernel.delete(rules.get(command - rules.size()));
      return command + 1 < 2 * rules.size() ? command + 1 : FINISHED;
    }

    @Override
    public String toString() {
      return "tailscaled";
    }
  }

  /** Adds one rule and deletes it later. */
  record OtherProgram(Rule rule) implements Actor {
    static OtherProgram adds(String line) {
      return new OtherProgram(Actor.rule(line));
    }

    @Override
    public int whole() {
      return 1;
    }

    @Override
    public int run(int command, IpRuleList kernel) {
      if (command == 0) {
        boolean isAdded = rule.priority() == 0 ? kernel.addUnnumbered(rule) : kernel.add(rule);
        return isAdded ? 1 : FINISHED;
      }
      for (Rule present : kernel.rules()) {
        if (present.isSameElsewhere(rule)) {
          kernel.delete(present);
          return FINISHED;
        }
      }
      return FINISHED;
    }

    @Override
    public String toString() {
      return "another program";
    }
  }

  /** Brings a full tunnel up and down; its pair is added without priorities, the capture first. */
  sealed interface Vpn extends Actor {
    int ADD_CAPTURE = 0;
    int ADD_SUPPRESS = 1;
    int ADD_ROUTE = 2;

    /** The position of a tunnel that is up: the next command is the first that takes it down. */
    int UP = 3;

    /** The number of the table, which is the mark as well. */
    long table();

    /** Whether the tunnel's link exists. */
    boolean hasLink(int command);

    /** Whether the table's default route leads into the tunnel. */
    boolean hasRoute(int command);

    /** The rule, as it is added, that sends every packet without the mark to the table. */
    Rule capture();

    @Override
    default int whole() {
      return UP;
    }

    static Rule captureInto(long table) {
      return rule("0: not from all fwmark 0x" + Long.toHexString(table) + " lookup " + table);
    }
  }

  /**
   * {@code wg-quick} up and down, with {@code add_default} and {@code del_if} of {@code
   * src/wg-quick/linux.bash}: each listing of the rules and each delete is a separate process.
   */
  record WgQuick(long table, Rule capture) implements Vpn {
    static WgQuick of(long table) {
      return new WgQuick(table, Vpn.captureInto(table));
    }

    private static final int LOOK_FOR_CAPTURE = 4;
    private static final int DELETE_CAPTURE = 5;
    private static final int LOOK_FOR_SUPPRESS = 6;
    private static final int DELETE_SUPPRESS = 7;
    private static final int DELETE_LINK = 8;

    @Override
    public boolean hasLink(int command) {
      return command > ADD_CAPTURE || command == ABORTED;
    }

    @Override
    public boolean hasRoute(int command) {
      return command >= UP || command == ABORTED;
    }

    @Override
    public int run(int command, IpRuleList kernel) {
      return switch (command) {
        // If an add fails, "up" removes everything again.
        case ADD_CAPTURE -> kernel.addUnnumbered(capture) ? ADD_SUPPRESS : LOOK_FOR_CAPTURE;
        case ADD_SUPPRESS -> kernel.addUnnumbered(SUPPRESS) ? ADD_ROUTE : LOOK_FOR_CAPTURE;
        case ADD_ROUTE -> UP;
        case UP, LOOK_FOR_CAPTURE -> kernel.lists(table) ? DELETE_CAPTURE : LOOK_FOR_SUPPRESS;
        case DELETE_CAPTURE -> kernel.deleteByTable(table) ? LOOK_FOR_CAPTURE : ABORTED;
        case LOOK_FOR_SUPPRESS -> kernel.listsSuppress() ? DELETE_SUPPRESS : DELETE_LINK;
        case DELETE_SUPPRESS -> kernel.deleteSuppress() ? LOOK_FOR_SUPPRESS : ABORTED;
        case DELETE_LINK -> FINISHED;
        default -> throw new IllegalArgumentException("command " + command);
      };
    }

    @Override
    public String toString() {
      return "wg-quick " + table;
    }
  }

  /**
   * A tunnel that died without {@code wg-quick down}, and {@code wg-quick} that brings it up again.
   * The left-over rules exist from the first command on.
   *
   * @param left the rules of the tunnel that died, each at its priority
   */
  record AfterDeath(WgQuick wgQuick, List<Rule> left) implements Vpn {
    static AfterDeath of(long table, String left) {
      return new AfterDeath(WgQuick.of(table), Listing.parse(left));
    }

    @Override
    public long table() {
      return wgQuick.table();
    }

    @Override
    public Rule capture() {
      return wgQuick.capture();
    }

    @Override
    public boolean hasLink(int command) {
      return wgQuick.hasLink(command);
    }

    @Override
    public boolean hasRoute(int command) {
      return wgQuick.hasRoute(command);
    }

    @Override
    public int run(int command, IpRuleList kernel) {
      if (command == ADD_CAPTURE) {
        for (Rule rule : left) {
          kernel.add(rule);
        }
      }
      return wgQuick.run(command, kernel);
    }

    @Override
    public String toString() {
      return wgQuick + " after a death";
    }
  }

  /**
   * The Mullvad app connects, connects again when its tunnel is gone, and disconnects. For each of
   * its rules it deletes the first rule that matches. Its dump and its delete are one command here,
   * because the app would not find a rule that is moved between the two.
   */
  record Mullvad(long table, Rule capture) implements Vpn {
    static Mullvad of(long table) {
      return new Mullvad(table, Vpn.captureInto(table));
    }

    private static final int LOSE_LINK = UP;
    private static final int CLEAR_CAPTURE = 4;
    private static final int CLEAR_SUPPRESS = 5;

    @Override
    public boolean hasLink(int command) {
      return command > ADD_CAPTURE && command <= UP;
    }

    @Override
    public boolean hasRoute(int command) {
      return command == UP;
    }

    @Override
    public int run(int command, IpRuleList kernel) {
      switch (command) {
        case ADD_CAPTURE -> kernel.addUnnumbered(capture);
        case ADD_SUPPRESS -> kernel.addUnnumbered(SUPPRESS);
        case ADD_ROUTE, LOSE_LINK -> {}
        case CLEAR_CAPTURE -> deleteFirstLike(capture, kernel);
        case CLEAR_SUPPRESS -> deleteFirstLike(SUPPRESS, kernel);
        default -> throw new IllegalArgumentException("command " + command);
      }
      return command == CLEAR_SUPPRESS ? FINISHED : command + 1;
    }

    @Override
    public String toString() {
      return "mullvad";
    }

    private static void deleteFirstLike(Rule rule, IpRuleList kernel) {
      for (Rule present : kernel.rules()) {
        if (present.table() == rule.table()
            && present.modifiers().containsAll(rule.modifiers())
            && present.selector().criteria().containsAll(rule.selector().criteria())) {
          kernel.delete(present);
          return;
        }
      }
    }
  }
}
