package io.github.rulewarden.cli;

import com.grack.nanojson.JsonStringWriter;
import io.github.rulewarden.cli.Terminal.Colour;
import io.github.rulewarden.config.ConfigurationException;
import io.github.rulewarden.manager.Finding;
import io.github.rulewarden.manager.Finding.Severity;
import io.github.rulewarden.manager.ManagerException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code rulewarden check}: what is wrong with the rules. */
final class CheckCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Options.of(this, "check", "Say what is wrong with the rules and what to do about it.")
        .families()
        .netns()
        .config()
        .json()
        .spec();
  }

  @Override
  public int run(Session session) throws ManagerException, ConfigurationException {
    List<Reading> readings = Reading.all(session);
    boolean good = isGood(readings);
    if (session.arguments().wantsJson()) {
      JsonStringWriter json = Json.document().object().value("ok", good);
      Json.findings(json, readings);
      Json.write(session, json.end());
    } else {
      print(session, readings);
      if (good) {
        session.out().println(session.terminal().paint(Colour.GREEN, "in order"));
      }
    }
    return good ? ExitCode.FINE : ExitCode.FINDING;
  }

  private static boolean isGood(List<Reading> readings) {
    for (Reading reading : readings) {
      for (Finding finding : reading.findings()) {
        if (finding.severity() != Severity.INFO) {
          return false;
        }
      }
    }
    return true;
  }

  private static void print(Session session, List<Reading> readings) {
    for (Reading reading : readings) {
      for (Finding finding : reading.findings()) {
        String severity =
            session.terminal().paint(colour(finding.severity()), finding.severity().text());
        String family = Words.of(finding.family());
        session.out().println(severity + ": " + family + ": " + finding.text());
        if (!finding.fix().isEmpty()) {
          session.out().println("  to do: " + finding.fix());
        }
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
