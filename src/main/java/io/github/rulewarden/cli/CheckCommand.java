package io.github.rulewarden.cli;

import com.grack.nanojson.JsonStringWriter;
import io.github.rulewarden.api.Finding;
import io.github.rulewarden.api.Finding.Severity;
import io.github.rulewarden.api.Fix;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.cli.Terminal.Colour;
import io.github.rulewarden.config.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code rulewarden check}: reports what is wrong with the rules. */
final class CheckCommand implements Command {
  /** The indentation of all lines of a text but the first. */
  private static final int INDENT = 2;

  @Override
  public CommandSpec spec() {
    return Options.of(this, "check", "Report what is wrong with the rules and what to do about it.")
        .families()
        .netns()
        .config()
        .json()
        .footer(
            "Exits with 1 if a finding is a warning or an error. The rules are read from the"
                + " kernel; leaks are reported only if the daemon is running.")
        .spec();
  }

  @Override
  public int run(Invocation invocation) throws ManagerException, ConfigurationException {
    List<Finding> findings = findings(invocation);
    boolean isGood = isGood(findings);
    if (invocation.arguments().wantsJson()) {
      JsonStringWriter json = Json.document().object().value("ok", isGood);
      Json.findings(json, findings);
      Json.write(invocation, json.end());
    } else {
      print(invocation, findings);
      if (isGood) {
        invocation.out().println(invocation.terminal().paint(Colour.GREEN, "in order"));
      }
    }
    return isGood ? ExitCode.SUCCESS : ExitCode.FINDING;
  }

  /** For each family the leaks come first, because they are worse than all other findings. */
  private static List<Finding> findings(Invocation invocation)
      throws ManagerException, ConfigurationException {
    List<RuleAssessment> assessments = RuleAssessment.all(invocation);
    List<Finding> leaks =
        invocation.arguments().netns().isPresent() ? List.of() : leaks(invocation);
    List<Finding> findings = new ArrayList<>();
    for (RuleAssessment assessment : assessments) {
      for (Finding leak : leaks) {
        if (leak.family() == assessment.family()) {
          findings.add(leak);
        }
      }
      findings.addAll(assessment.findings());
    }
    return findings;
  }

  /**
   * Only a daemon that saw a pair intact can report that the pair is gone while its tunnel is up.
   * Without a daemon the other findings are still reported.
   */
  private static List<Finding> leaks(Invocation invocation) {
    List<Finding> leaks = new ArrayList<>();
    try {
      for (Finding finding : invocation.dependencies().daemon().connect().check().findings()) {
        if (finding.code() == Finding.Code.LEAK && finding.netns().isEmpty()) {
          leaks.add(finding);
        }
      }
    } catch (ManagerException e) {
      return List.of();
    }
    return leaks;
  }

  private static boolean isGood(List<Finding> findings) {
    for (Finding finding : findings) {
      if (finding.severity() != Severity.INFO) {
        return false;
      }
    }
    return true;
  }

  private static void print(Invocation invocation, List<Finding> findings) {
    Terminal terminal = invocation.terminal();
    for (Finding finding : findings) {
      String severity = finding.severity().text();
      String text = severity + ": " + Words.of(finding.family()) + ": " + finding.text();
      invocation
          .out()
          .println(
              terminal.paint(colour(finding.severity()), severity)
                  + terminal.wrapped(text, INDENT).substring(severity.length()));
      switch (finding.fix()) {
        case Fix.None() -> {}
        case Fix.Command(String command) -> invocation.out().println("  to do: " + command);
        case Fix.Advice(String advice) -> invocation.out().println("  to do: " + advice);
      }
    }
  }

  private static Colour colour(Severity severity) {
    return switch (severity) {
      case INFO -> Colour.FAINT;
      case WARNING -> Colour.YELLOW;
      case ERROR -> Colour.RED;
    };
  }
}
