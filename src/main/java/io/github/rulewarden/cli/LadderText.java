package io.github.rulewarden.cli;

import io.github.rulewarden.cli.Terminal.Colour;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.classify.Role;
import io.github.rulewarden.policy.plan.Order;
import io.github.rulewarden.policy.plan.Plan;
import io.github.rulewarden.policy.plan.Step;
import io.github.rulewarden.text.OrderText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints one family's rules, one per line. It marks the rules that are ahead of Tailscale's lookup,
 * and where a repair would move them.
 */
public final class LadderText {
  private static final String OFFENDER = "!";
  private static final String LOOKUP = ">";
  private static final String TARGET = "+";

  /** The indent of the further lines of a long verdict. */
  static final int VERDICT_INDENT = 2;

  private final Ladder ladder;
  private final Order order;

  /** Why there is no order to repair. */
  private final String idle;

  private final List<Rule> targets;
  private final Terminal terminal;
  private final int decisiveLookup;

  /** A line before its columns are aligned. */
  private record Line(String mark, Rule rule, Role role) {
    String priority() {
      return Long.toString(rule.priority());
    }
  }

  private LadderText(
      Ladder ladder, Order order, String idle, List<Rule> targets, Terminal terminal) {
    this.ladder = ladder;
    this.order = order;
    this.idle = idle;
    this.targets = targets;
    this.terminal = terminal;
    this.decisiveLookup = ladder.decisiveLookup();
  }

  /**
   * Prints the rules as they are.
   *
   * @param order the planner's verdict on this ladder
   * @param snapshot the snapshot of the ladder
   */
  public LadderText(
      Ladder ladder, Order order, Snapshot snapshot, Policy policy, Terminal terminal) {
    this(
        ladder,
        order,
        OrderText.nothingToRepair(order, ladder, snapshot, policy),
        List.of(),
        terminal);
  }

  /** Prints the rules as they are, and between them the copies that a repair would add. */
  static LadderText withTargets(RuleAssessment assessment, Terminal terminal) {
    Plan plan = assessment.plan();
    List<Rule> targets = new ArrayList<>();
    for (Step.Add add : plan.adds()) {
      targets.add(add.rule());
    }
    targets.sort((one, other) -> Long.compare(one.priority(), other.priority()));
    return new LadderText(
        assessment.ladder(),
        plan.verdict().order(),
        assessment.nothingToRepair(),
        targets,
        terminal);
  }

  /** Prints all rules, and the verdict below. */
  public void print(PrintWriter out) {
    printRules(out);
    printVerdict(out);
  }

  /** Prints all rules. */
  void printRules(PrintWriter out) {
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
  }

  /** Prints the line below the rules: whether they are in order. */
  public void printVerdict(PrintWriter out) {
    String line = Words.of(ladder.family()) + ": " + verdict();
    out.println(
        switch (order) {
          case NO_TAILSCALE, NO_VPN -> terminal.wrapped(line, VERDICT_INDENT);
          case RIGHT, INVERTED -> line;
        });
  }

  /** Returns the rules and the targets in the order in which the kernel would evaluate them. */
  private List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    int next = 0;
    for (Ladder.Entry entry : ladder.entries()) {
      // The kernel adds a rule behind those of the same priority.
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

  /** A copy has the role of its original. */
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
      case NO_TAILSCALE, NO_VPN -> "idle: " + idle;
      case RIGHT -> terminal.paint(Colour.GREEN, "in order") + ": " + OrderText.right(ladder);
      case INVERTED ->
          terminal.paint(Colour.RED, "inverted")
              + ": "
              + OrderText.inverted(ladder)
              + (targets.isEmpty() ? "" : "; a repair moves ! to +");
    };
  }
}
