package io.github.rulewarden.cli;

import io.github.rulewarden.api.FamilyStatus;
import io.github.rulewarden.api.State;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.cli.Terminal.Colour;
import io.github.rulewarden.policy.Mode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Formats the daemon's status for one screen. */
final class StatusText {
  private static final String LONGEST = "Last inversion";

  private final StatusContext context;
  private final Terminal terminal;
  private final Clock clock;
  private final int width;
  private final List<String> lines = new ArrayList<>();

  private StatusText(StatusContext context, Invocation invocation) {
    this.context = context;
    this.terminal = invocation.terminal();
    this.clock = invocation.dependencies().clock();
    int widest = LONGEST.length() + 1;
    for (FamilyStatus family : context.status().families()) {
      widest = Math.max(widest, Words.of(family).length() + 1);
    }
    this.width = widest;
  }

  static List<String> lines(StatusContext context, Invocation invocation) {
    StatusText text = new StatusText(context, invocation);
    text.write(context.status());
    return text.lines;
  }

  private void write(Status status) {
    line("State", paintedState(status.state()));
    line("Reason", status.reason());
    line("Mode", status.mode() == Mode.OBSERVE ? "observe: nothing is repaired" : "repair");
    line("Strategy", status.strategy().text());
    writeFiles(status);
    line("Inversions", Long.toString(status.inversions()));
    line(LONGEST, lastInversion());
    line("Repairs", Long.toString(status.repairs()));
    line("Last repair", lastRepair(status));
    for (FamilyStatus family : status.families()) {
      lines.add("");
      line(Words.of(family), paintedState(family.state()));
      line("", family.reason());
      line(
          "",
          Words.count(family.inversions(), "inversion")
              + ", "
              + Words.count(family.repairs(), "repair"));
    }
  }

  private void writeFiles(Status status) {
    List<String> files = status.configFiles();
    line("Configuration", files.isEmpty() ? "no file: the defaults" : files.getFirst());
    for (int i = 1; i < files.size(); i++) {
      line("", files.get(i));
    }
    if (!status.reloadResult().isEmpty()) {
      String label = Words.right("Reload:", width);
      String why = "failed, the previous configuration stays in force: " + status.reloadResult();
      String text = terminal.wrapped(why, width + 1);
      lines.add(
          label + " " + terminal.paint(Colour.RED, "failed") + text.substring("failed".length()));
    }
  }

  private void line(String name, String value) {
    String label = Words.right(name.isEmpty() ? "" : name + ":", width);
    lines.add(label + " " + terminal.wrapped(value, width + 1));
  }

  private String lastInversion() {
    String by = context.opponent().isEmpty() ? "" : ", by " + context.opponent();
    if (context.lastInversionMicros() != 0) {
      return new Timestamp(context.lastInversionMicros()).text(clock) + by;
    }
    boolean isKnown = context.status().inversions() == 0 && by.isEmpty();
    return (isKnown ? "none" : "unknown") + by;
  }

  private String lastRepair(Status status) {
    if (status.lastRepairMicros() == 0) {
      return "none";
    }
    return new Timestamp(status.lastRepairMicros()).text(clock)
        + ", took "
        + Timestamp.milliseconds(status.lastRepairDurationMicros());
  }

  private String paintedState(State state) {
    Colour colour =
        switch (state) {
          case IDLE -> Colour.FAINT;
          case OK -> Colour.GREEN;
          case INVERTED, CONTESTED, DEGRADED -> Colour.YELLOW;
          case LEAK -> Colour.RED;
        };
    return terminal.paint(colour, state.text());
  }
}
