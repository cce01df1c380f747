package io.github.rulewarden.cli;

import com.grack.nanojson.JsonStringWriter;
import io.github.rulewarden.api.Finding;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.config.ConfigurationException;
import io.github.rulewarden.policy.Ladder;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code rulewarden rules}: the ladder. */
final class RulesCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Options.of(this, "rules", "Show every rule in the order the kernel asks them.")
        .families()
        .netns()
        .config()
        .json()
        .spec();
  }

  @Override
  public int run(Session session) throws ManagerException, ConfigurationException {
    List<Reading> readings = Reading.all(session);
    if (session.arguments().wantsJson()) {
      writeJson(session, readings);
      return ExitCode.FINE;
    }
    String separator = "";
    for (Reading reading : readings) {
      session.out().print(separator);
      print(session, reading);
      separator = System.lineSeparator();
    }
    return ExitCode.FINE;
  }

  private static void print(Session session, Reading reading) {
    if (reading.isAbsent()) {
      String family = Words.of(reading.family());
      session.out().println(family + ": idle: this kernel has no policy routing for " + family);
    } else {
      LadderText.withTargets(reading.ladder(), reading.plan(), session.terminal())
          .print(session.out());
      Optional<Finding> unreachable = reading.unreachable();
      if (unreachable.isPresent()) {
        String family = Words.of(reading.family());
        session.out().println(family + ": tailnet unreachable: " + unreachable.get().text());
      }
    }
  }

  private static void writeJson(Session session, List<Reading> readings) {
    JsonStringWriter json = Json.document().array();
    for (Reading reading : readings) {
      for (Ladder.Entry entry : reading.ladder().entries()) {
        json.object()
            .value("netns", reading.scope().text())
            .value("family", reading.family().text())
            .value("priority", entry.rule().priority())
            .value("text", entry.rule().text())
            .value("role", entry.role().text())
            .value("protocol", entry.rule().protocol())
            .end();
      }
    }
    Json.write(session, json.end());
  }
}
