package io.github.rulewarden.demo;

import io.github.rulewarden.cli.Terminal;
import io.github.rulewarden.cli.Terminal.Colour;
import io.github.rulewarden.demo.RuleTimeline.Moment;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.kernel.RuleEvent;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Inversions, change by change, and who made each change. */
final class TimelineText {
  private final Set<Integer> wardensPorts;
  private final Terminal terminal;

  /**
   * @param wardensPorts the port ids of Rulewarden's sockets; every other is wg-quick's
   */
  TimelineText(Set<Integer> wardensPorts, Terminal terminal) {
    this.wardensPorts = wardensPorts;
    this.terminal = terminal;
  }

  /** Blocks of lines, one for each inversion. */
  void print(List<Inversion> inversions, PrintWriter out) {
    for (Inversion inversion : inversions) {
      out.println(heading(inversion));
      List<Moment> moments = inversion.moments();
      for (int i = 0; i < moments.size(); i++) {
        boolean isRight =
            i == moments.size() - 1 && inversion.outcome() == Inversion.Outcome.PUT_RIGHT;
        RuleEvent event = moments.get(i).event();
        String line = line(event, event.nanos() - inversion.beginNanos());
        out.println(
            isRight
                ? terminal.paint(Colour.GREEN, "  " + line)
                : terminal.paint(Colour.RED, "! " + line));
      }
    }
  }

  private String heading(Inversion inversion) {
    String family = inversion.family() == Family.IPV4 ? "IPv4" : "IPv6";
    return switch (inversion.outcome()) {
      case PUT_RIGHT -> family + ": inverted for " + milliseconds(inversion.durationNanos());
      case STILL_THERE -> family + ": inverted, and still so";
    };
  }

  private String line(RuleEvent event, long nanos) {
    String who = wardensPorts.contains(event.portId()) ? "rulewarden" : "wg-quick";
    String sign =
        switch (event.kind()) {
          case ADDED -> "+";
          case DELETED -> "-";
        };
    return String.format(
        Locale.ROOT,
        "%6d us  %-10s  %s %s  %s",
        nanos / 1000,
        who,
        sign,
        event.rule().priority(),
        event.rule().text());
  }

  /** {@code 0.412 ms}. */
  static String milliseconds(long nanos) {
    return String.format(Locale.ROOT, "%.3f ms", nanos / 1e6);
  }
}
