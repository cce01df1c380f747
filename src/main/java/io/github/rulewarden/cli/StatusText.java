package io.github.rulewarden.cli;

import io.github.rulewarden.cli.Terminal.Colour;
import io.github.rulewarden.manager.FamilyStatus;
import io.github.rulewarden.manager.State;
import io.github.rulewarden.manager.Status;
import java.io.PrintWriter;

/** The daemon's status on one screen. */
final class StatusText {
  private final Status status;
  private final Session session;
  private final PrintWriter out;
  private final int width;

  StatusText(Status status, Session session) {
    this.status = status;
    this.session = session;
    this.out = session.out();
    int widest = "Last repair:".length();
    for (FamilyStatus family : status.families()) {
      widest = Math.max(widest, name(family).length() + 1);
    }
    this.width = widest;
  }

  void print() {
    line("State", painted(status.state()));
    line("Reason", status.reason());
    line("Mode", status.mode().text());
    line("Strategy", status.strategy().text());
    line("Inversions", Long.toString(status.inversions()));
    line("Repairs", Long.toString(status.repairs()));
    line("Last repair", lastRepair());
    for (FamilyStatus family : status.families()) {
      out.println();
      line(name(family), painted(family.state()));
      line("", family.reason());
      line(
          "",
          Words.count(family.inversions(), "inversion")
              + ", "
              + Words.count(family.repairs(), "repair"));
    }
  }

  private static String name(FamilyStatus family) {
    String netns = family.netns().isEmpty() ? "" : family.netns() + ", ";
    return netns + Words.of(family.family());
  }

  private void line(String name, String value) {
    out.println(Words.right(name.isEmpty() ? "" : name + ":", width) + " " + value);
  }

  private String lastRepair() {
    if (status.lastRepairMicros() == 0) {
      return "none";
    }
    Moment moment = new Moment(status.lastRepairMicros());
    return moment.text(session.wiring().clock())
        + ", took "
        + Moment.milliseconds(status.lastRepairDurationMicros());
  }

  private String painted(State state) {
    Colour colour =
        switch (state) {
          case IDLE -> Colour.FAINT;
          case OK -> Colour.GREEN;
          case INVERTED, CONTESTED, DEGRADED -> Colour.YELLOW;
          case LEAK -> Colour.RED;
        };
    return session.terminal().paint(colour, state.text());
  }
}
