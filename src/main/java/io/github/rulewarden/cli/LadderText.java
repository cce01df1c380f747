package io.github.rulewarden.cli;

import io.github.rulewarden.cli.Terminal.Colour;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.policy.Ladder;
import io.github.rulewarden.policy.Order;
import io.github.rulewarden.policy.Plan;
import io.github.rulewarden.policy.Role;
import io.github.rulewarden.policy.Step;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * One family's rules, one a line; those that stand in Tailscale's way marked, and where they would
 * go.
 */
public final class LadderText {
  private static final String OFFENDER = "!";
  private static final String LOOKUP = ">";
  private static final String TARGET = "+";

  private final Ladder ladder;
  private final Order order;
  private final List<Rule> targets;
  private final Terminal terminal;
  private final int decisiveLookup;

  /** One line before it is aligned. */
  private record Line(String mark, Rule rule, Role role) {
    String priority() {
      return Long.toString(rule.priority());
    }
  }

  private LadderText(Ladder ladder, Order order, List<Rule> targets, Terminal terminal) {
    this.ladder = ladder;
    this.order = order;
    this.targets = targets;
    this.terminal = terminal;
    this.decisiveLookup = ladder.decisiveLookup();
  }

  /**
   * The rules as they are.
   *
   * @param order what the planner makes of this ladder
   */
  public LadderText(Ladder ladder, Order order, Terminal terminal) {
    this(ladder, order, List.of(), terminal);
  }

  /** The rules as they are, and between them the copies that {@code plan} would add. */
  static LadderText withTargets(Ladder ladder, Plan plan, Terminal terminal) {
    List<Rule> targets = new ArrayList<>();
    for (Step.Add add : plan.adds()) {
      targets.add(add.rule());
    }
    targets.sort((one, other) -> Long.compare(one.priority(), other.priority()));
    return new LadderText(ladder, plan.verdict().order(), targets, terminal);
  }

  /** Every rule, and the verdict below. */
  public void print(PrintWriter out) {
    List<Line> lines = lines();
    int priorityWidth = 0;
    int roleWidth = 0;
    for (Line line : lines) {
      priorityWidth = Math.max(priorityWidth, line.priority().length());
      roleWidth = Math.max(roleWidth, line.role().text().length());
    }
    for (Line line : lines) {
      String text =
          line.mark()
              + " "
              + Words.right(line.priority(), priorityWidth)
              + "  "
              + Words.left(line.role().text(), roleWidth)
              + "  "
              + line.rule().text();
      out.println(painted(line, terminal.cut(text)));
    }
    printVerdict(out);
  }

  /** The line below the rules: how they stand. */
  public void printVerdict(PrintWriter out) {
    out.println(Words.of(ladder.family()) + ": " + verdict());
  }

  /** The rules and the targets, in the order in which they would be asked. */
  private List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    int next = 0;
    for (Ladder.Entry entry : ladder.entries()) {
      // A rule goes behind those that have its priority.
      while (next < targets.size() && targets.get(next).priority() < entry.rule().priority()) {
        lines.add(target(targets.get(next++)));
      }
      lines.add(new Line(mark(entry), entry.rule(), entry.role()));
    }
    while (next < targets.size()) {
      lines.add(target(targets.get(next++)));
    }
    return lines;
  }

  /** A copy has the role of what it is a copy of. */
  private Line target(Rule copy) {
    for (Ladder.Entry original : ladder.entries()) {
      if (original.role().isVpn() && original.rule().isSameElsewhere(copy)) {
        return new Line(TARGET, copy, original.role());
      }
    }
    return new Line(TARGET, copy, Role.OTHER);
  }

  private String mark(Ladder.Entry entry) {
    if (entry.role().isVpn() && entry.place() < decisiveLookup) {
      return OFFENDER;
    }
    return entry.role() == Role.TAILSCALE_LOOKUP ? LOOKUP : " ";
  }

  private String painted(Line line, String text) {
    return switch (line.mark()) {
      case OFFENDER -> terminal.paint(Colour.RED, text);
      case TARGET -> terminal.paint(Colour.YELLOW, text);
      case LOOKUP -> terminal.paint(Colour.GREEN, text);
      default -> line.role().isVpn() ? text : terminal.paint(Colour.FAINT, text);
    };
  }

  private String verdict() {
    return switch (order) {
      case NO_TAILSCALE -> "idle: Tailscale's lookup is not there";
      case NO_VPN -> "idle: no VPN rule was recognised";
      case RIGHT -> {
        Rule capture = ladder.pairs().getFirst().capture().rule();
        yield terminal.paint(Colour.GREEN, "in order")
            + ": "
            + ladder.entries().get(decisiveLookup).rule().priority()
            + " is asked before "
            + capture.priority();
      }
      case INVERTED ->
          terminal.paint(Colour.RED, "inverted")
              + ": "
              + Words.count(ladder.offenders().size(), "rule")
              + " ahead of "
              + ladder.entries().get(decisiveLookup).rule().priority()
              + (targets.isEmpty() ? "" : "; a repair moves ! to +");
    };
  }
}
