package io.github.rulewarden.cli;

import io.github.rulewarden.cli.Terminal.Colour;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.policy.Ladder;
import io.github.rulewarden.policy.Order;
import io.github.rulewarden.policy.Role;
import io.github.rulewarden.policy.Rung;
import java.io.PrintWriter;
import java.util.List;

/** One family's rules, one a line; those that stand in Tailscale's way marked. */
public final class LadderText {
  private static final String OFFENDER = "!";
  private static final String LOOKUP = ">";

  private final Ladder ladder;
  private final Order order;
  private final Terminal terminal;
  private final int firstLookup;

  /**
   * @param order what the planner makes of this ladder
   */
  public LadderText(Ladder ladder, Order order, Terminal terminal) {
    this.ladder = ladder;
    this.order = order;
    this.terminal = terminal;
    this.firstLookup = ladder.firstLookup();
  }

  /** Every rule, and the verdict below. */
  public void print(PrintWriter out) {
    List<Rung> rungs = ladder.rungs();
    int priorityWidth = 0;
    int roleWidth = 0;
    for (Rung rung : rungs) {
      priorityWidth = Math.max(priorityWidth, priority(rung).length());
      roleWidth = Math.max(roleWidth, rung.role().text().length());
    }
    for (Rung rung : rungs) {
      String line =
          mark(rung)
              + " "
              + Words.right(priority(rung), priorityWidth)
              + "  "
              + Words.left(rung.role().text(), roleWidth)
              + "  "
              + rung.rule().text();
      out.println(painted(rung, line));
    }
    printVerdict(out);
  }

  /** The line below the rules: how they stand. */
  public void printVerdict(PrintWriter out) {
    out.println(Words.of(ladder.family()) + ": " + verdict());
  }

  private static String priority(Rung rung) {
    return Long.toString(rung.rule().priority());
  }

  private boolean isOffender(Rung rung) {
    return rung.role().isVpn() && rung.place() < firstLookup;
  }

  private String mark(Rung rung) {
    if (isOffender(rung)) {
      return OFFENDER;
    }
    return rung.role() == Role.TAILSCALE_LOOKUP ? LOOKUP : " ";
  }

  private String painted(Rung rung, String line) {
    if (isOffender(rung)) {
      return terminal.paint(Colour.RED, line);
    }
    return switch (rung.role()) {
      case TAILSCALE_LOOKUP -> terminal.paint(Colour.GREEN, line);
      case VPN_CAPTURE, VPN_SUPPRESS -> line;
      case KERNEL, OWNED, TAILSCALE_BYPASS, OTHER -> terminal.paint(Colour.FAINT, line);
    };
  }

  private String verdict() {
    return switch (order) {
      case NO_TAILSCALE -> "idle: Tailscale's lookup is not there";
      case NO_VPN -> "idle: no VPN captures traffic";
      case RIGHT -> {
        Rule capture = ladder.pairs().getFirst().capture().rule();
        yield terminal.paint(Colour.GREEN, "in order")
            + ": "
            + ladder.rungs().get(ladder.lastLookup()).rule().priority()
            + " is asked before "
            + capture.priority();
      }
      case INVERTED ->
          terminal.paint(Colour.RED, "inverted")
              + ": "
              + Words.count(ladder.offenders().size(), "rule")
              + " ahead of "
              + ladder.rungs().get(firstLookup).rule().priority();
    };
  }
}
