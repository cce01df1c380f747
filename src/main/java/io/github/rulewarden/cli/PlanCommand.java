package io.github.rulewarden.cli;

import com.grack.nanojson.JsonStringWriter;
import io.github.rulewarden.api.Finding;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.config.ConfigurationException;
import io.github.rulewarden.policy.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code rulewarden plan}: what a repair would do. */
final class PlanCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Options.of(this, "plan", "Print the ip commands that a repair would amount to.")
        .families()
        .netns()
        .config()
        .json()
        .spec();
  }

  @Override
  public int run(Session session) throws ManagerException, ConfigurationException {
    List<Reading> readings = Reading.all(session);
    List<String> commands = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    boolean refused = false;
    for (Reading reading : readings) {
      findings.addAll(reading.findings());
      commands.addAll(reading.commands());
      refused |= !reading.plan().verdict().refusals().isEmpty();
    }
    if (session.arguments().wantsJson()) {
      JsonStringWriter json = Json.document().object();
      Json.strings(json, "steps", commands);
      Json.findings(json, findings);
      Json.write(session, json.end());
    } else {
      print(session, readings, commands);
    }
    return refused ? ExitCode.FINDING : ExitCode.FINE;
  }

  private static void print(Session session, List<Reading> readings, List<String> commands) {
    for (String command : commands) {
      session.out().println(command);
    }
    for (Reading reading : readings) {
      String family = Words.of(reading.family());
      List<Refusal> refusals = reading.plan().verdict().refusals();
      for (Refusal refusal : refusals) {
        session
            .out()
            .println(
                "refused: " + family + ": `" + refusal.rule() + "` stays: " + refusal.reason());
      }
      Optional<Finding> unreachable = reading.unreachable();
      if (unreachable.isPresent()) {
        session.out().println("unreachable: " + family + ": " + unreachable.get().text());
      } else if (reading.plan().isEmpty() && refusals.isEmpty()) {
        session.out().println("nothing to do: " + family + ": " + why(reading));
      }
    }
  }

  private static String why(Reading reading) {
    if (reading.isAbsent()) {
      return "this kernel has no policy routing for this family";
    }
    return switch (reading.plan().verdict().order()) {
      case NO_TAILSCALE -> "Tailscale's lookup is not there";
      case NO_VPN -> "no VPN rule was recognised";
      case RIGHT, INVERTED -> "Tailscale is asked first";
    };
  }
}
