package io.github.rulewarden.demo;

import io.github.rulewarden.cli.Terminal;
import io.github.rulewarden.cli.Terminal.Colour;
import io.github.rulewarden.demo.RuleTimeline.Change;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.kernel.RuleEvent;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Prints inversions with all changes, and the process that made each change. */
final class TimelineText {
  private final Set<Integer> rulewardenPorts;
  private final Terminal terminal;

  /**
   * Prints to a terminal.
   *
   * @param rulewardenPorts the port ids of Rulewarden's sockets; all others are wg-quick's
   */
  TimelineText(Set<Integer> rulewardenPorts, Terminal terminal) {
    this.rulewardenPorts = rulewardenPorts;
    this.terminal = terminal;
  }

  /** Prints a block of lines for each inversion. */
  void print(List<Inversion> inversions, PrintWriter out) {
    for (Inversion inversion : inversions) {
      out.println(heading(inversion));
      List<Change> changes = inversion.changes();
      for (int i = 0; i < changes.size(); i++) {
        boolean isLast =
            i == changes.size() - 1 && inversion.outcome() == Inversion.Outcome.REPAIRED;
        RuleEvent event = changes.get(i).event();
        String line = line(event, event.nanos() - inversion.beginNanos());
        out.println(
            isLast
                ? terminal.paint(Colour.GREEN, "  " + line)
                : terminal.paint(Colour.RED, "! " + line));
      }
    }
  }

  private String heading(Inversion inversion) {
    String family = inversion.family() == Family.IPV4 ? "IPv4" : "IPv6";
    return switch (inversion.outcome()) {
      case REPAIRED -> family + ": inverted for " + milliseconds(inversion.durationNanos());
      case ONGOING -> family + ": still inverted";
    };
  }

  private String line(RuleEvent event, long nanos) {
    String process = rulewardenPorts.contains(event.portId()) ? "rulewarden" : "wg-quick";
    String sign =
        switch (event.kind()) {
          case ADDED -> "+";
          case DELETED -> "-";
        };
    return String.format(
        Locale.ROOT,
        "%6d us  %-10s  %s %s  %s",
        nanos / 1000,
        process,
        sign,
        event.rule().priority(),
        event.rule().text());
  }

  /** Returns {@code 0.412 ms}. */
  static String milliseconds(long nanos) {
    return String.format(Locale.ROOT, "%.3f ms", nanos / 1e6);
  }
}
