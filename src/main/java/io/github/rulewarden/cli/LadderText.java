package io.github.rulewarden.cli;

import io.github.rulewarden.cli.Terminal.Colour;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.policy.Ladder;
import io.github.rulewarden.policy.Role;
import io.github.rulewarden.policy.Rung;
import java.io.PrintWriter;
import java.util.List;

/** One family's rules, one a line; those that stand in Tailscale's way marked. */
final class LadderText {
  private static final String OFFENDER = "!";
  private static final String LOOKUP = ">";

  private final Reading reading;
  private final Terminal terminal;
  private final int firstLookup;

  LadderText(Reading reading, Terminal terminal) {
    this.reading = reading;
    this.terminal = terminal;
    this.firstLookup = reading.ladder().firstLookup();
  }

  void print(PrintWriter out) {
    List<Rung> rungs = reading.ladder().rungs();
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
    out.println(Words.of(reading.family()) + ": " + verdict());
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
    Ladder ladder = reading.ladder();
    return switch (reading.plan().verdict().order()) {
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
