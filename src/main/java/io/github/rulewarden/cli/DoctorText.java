package io.github.rulewarden.cli;

import io.github.rulewarden.api.Finding.Severity;
import io.github.rulewarden.cli.Terminal.Colour;
import io.github.rulewarden.doctor.Diagnosis;
import io.github.rulewarden.doctor.Remedy;
import java.io.PrintWriter;
import java.util.List;

/**
 * Prints the doctor's diagnoses as text. On a terminal sentences are wrapped; commands are not, so
 * that they can be copied.
 */
final class DoctorText {
  private static final String MARGIN = "  ";

  private final Terminal terminal;
  private final PrintWriter out;

  DoctorText(Invocation invocation) {
    this.terminal = invocation.terminal();
    this.out = invocation.out();
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
    String text = terminal.wrapped(severity.text() + ": " + diagnosis.text(), MARGIN.length());
    out.println(
        terminal.paint(colour(severity), severity.text())
            + text.substring(severity.text().length()));
    printLabelled("why: ", diagnosis.why());
    print(diagnosis.remedy());
  }

  private void print(Remedy remedy) {
    switch (remedy) {
      case Remedy.None _ -> {}
      case Remedy.Advice(String text) -> printLabelled("to do: ", text);
      case Remedy.Commands(List<String> commands) -> {
        out.println(MARGIN + "to do:");
        for (int i = 0; i < commands.size(); i++) {
          String joint = i + 1 < commands.size() ? " &&" : "";
          out.println(MARGIN + MARGIN + commands.get(i) + joint);
        }
      }
    }
  }

  private void printLabelled(String label, String text) {
    String start = MARGIN + label;
    out.println(start + terminal.wrapped(text, start.length()));
  }

  private String summary(List<Diagnosis> diagnoses) {
    long errors = count(diagnoses, Severity.ERROR);
    long warnings = count(diagnoses, Severity.WARNING);
    if (errors + warnings == 0) {
      return terminal.paint(Colour.GREEN, "no problems found");
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
