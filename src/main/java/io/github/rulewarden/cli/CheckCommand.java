package io.github.rulewarden.cli;

import com.grack.nanojson.JsonStringWriter;
import io.github.rulewarden.api.Finding;
import io.github.rulewarden.api.Finding.Severity;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.cli.Terminal.Colour;
import io.github.rulewarden.config.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code rulewarden check}: what is wrong with the rules. */
final class CheckCommand implements Command {
  /** The code of what the daemon alone can tell. */
  private static final String LEAK = "leak";

  /** Of the lines of a text behind the first. */
  private static final int INDENT = 2;

  @Override
  public CommandSpec spec() {
    return Options.of(this, "check", "Say what is wrong with the rules and what to do about it.")
        .families()
        .netns()
        .config()
        .json()
        .footer(
            "Exits with 1 if something is worse than information. It reads the kernel itself, and"
                + " adds the leaks that the daemon knows of, if it answers.")
        .spec();
  }

  @Override
  public int run(Session session) throws ManagerException, ConfigurationException {
    List<Finding> findings = findings(session);
    boolean isGood = isGood(findings);
    if (session.arguments().wantsJson()) {
      JsonStringWriter json = Json.document().object().value("ok", isGood);
      Json.findings(json, findings);
      Json.write(session, json.end());
    } else {
      print(session, findings);
      if (isGood) {
        session.out().println(session.terminal().paint(Colour.GREEN, "in order"));
      }
    }
    return isGood ? ExitCode.FINE : ExitCode.FINDING;
  }

  /** In each family what only the daemon can know first: it is worse than all the rest. */
  private static List<Finding> findings(Session session)
      throws ManagerException, ConfigurationException {
    List<Reading> readings = Reading.all(session);
    List<Finding> leaks = session.arguments().netns().isPresent() ? List.of() : leaks(session);
    List<Finding> findings = new ArrayList<>();
    for (Reading reading : readings) {
      for (Finding leak : leaks) {
        if (leak.family() == reading.family()) {
          findings.add(leak);
        }
      }
      findings.addAll(reading.findings());
    }
    return findings;
  }

  /**
   * That a pair is gone while its tunnel is up is known to who saw it whole. Without a daemon that
   * answers the rest is worth telling all the same.
   */
  private static List<Finding> leaks(Session session) {
    List<Finding> leaks = new ArrayList<>();
    try {
      for (Finding finding : session.wiring().daemon().connect().check().findings()) {
        if (finding.code().equals(LEAK) && finding.netns().isEmpty()) {
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

  private static void print(Session session, List<Finding> findings) {
    Terminal terminal = session.terminal();
    for (Finding finding : findings) {
      String severity = finding.severity().text();
      String text = severity + ": " + Words.of(finding.family()) + ": " + finding.text();
      session
          .out()
          .println(
              terminal.paint(colour(finding.severity()), severity)
                  + terminal.wrapped(text, INDENT).substring(severity.length()));
      if (!finding.fix().isEmpty()) {
        session.out().println("  to do: " + finding.fix());
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
