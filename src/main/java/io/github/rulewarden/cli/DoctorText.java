package io.github.rulewarden.cli;

import io.github.rulewarden.cli.Terminal.Colour;
import io.github.rulewarden.doctor.Diagnosis;
import io.github.rulewarden.doctor.Remedy;
import io.github.rulewarden.manager.Finding.Severity;
import java.io.PrintWriter;
import java.util.List;

/**
 * What the doctor found, for people. Sentences are broken to fit into 80 columns; commands never
 * are, so that they can be copied.
 */
final class DoctorText {
  private static final int WIDTH = 80;
  private static final String MARGIN = "  ";

  private final Terminal terminal;
  private final PrintWriter out;

  DoctorText(Session session) {
    this.terminal = session.terminal();
    this.out = session.out();
  }

  void print(List<Diagnosis> diagnoses) {
    for (Diagnosis diagnosis : diagnoses) {
      print(diagnosis);
      out.println();
    }
    out.println(summary(diagnoses));
  }

  private void print(Diagnosis diagnosis) {
    Severity severity = diagnosis.severity();
    String head = severity.text() + ": ";
    String text = broken(head + diagnosis.text(), MARGIN);
    out.println(
        terminal.paint(colour(severity), severity.text())
            + text.substring(severity.text().length()));
    out.println(MARGIN + broken("why: " + diagnosis.why(), MARGIN + "     "));
    print(diagnosis.remedy());
  }

  private void print(Remedy remedy) {
    switch (remedy) {
      case Remedy.None _ -> {}
      case Remedy.Advice(String text) ->
          out.println(MARGIN + broken("to do: " + text, MARGIN + "       "));
      case Remedy.Commands(List<String> commands) -> {
        out.println(MARGIN + "to do:");
        for (int i = 0; i < commands.size(); i++) {
          String joint = i + 1 < commands.size() ? " &&" : "";
          out.println(MARGIN + MARGIN + commands.get(i) + joint);
        }
      }
    }
  }

  /** The text in lines, those behind the first one indented; what is longer than a line stays. */
  private static String broken(String text, String indent) {
    StringBuilder lines = new StringBuilder();
    int room = WIDTH - MARGIN.length();
    int column = 0;
    for (String word : text.split(" ", -1)) {
      if (column > 0 && column + 1 + word.length() > room) {
        lines.append(System.lineSeparator()).append(indent);
        column = indent.length() - MARGIN.length();
      } else if (column > 0) {
        lines.append(' ');
        column++;
      }
      lines.append(word);
      column += word.length();
    }
    return lines.toString();
  }

  private String summary(List<Diagnosis> diagnoses) {
    long errors = count(diagnoses, Severity.ERROR);
    long warnings = count(diagnoses, Severity.WARNING);
    if (errors + warnings == 0) {
      return terminal.paint(Colour.GREEN, "nothing is in the way");
    }
    return Words.count(errors, "error") + ", " + Words.count(warnings, "warning");
  }

  private static long count(List<Diagnosis> diagnoses, Severity severity) {
    return diagnoses.stream().filter(diagnosis -> diagnosis.severity() == severity).count();
  }

  private static Colour colour(Severity severity) {
    return switch (severity) {
      case INFO -> Colour.FAINT;
      case WARNING -> Colour.YELLOW;
      case ERROR -> Colour.RED;
    };
  }
}
