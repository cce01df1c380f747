package io.github.rulewarden.cli;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.State;
import picocli.CommandLine.Model.CommandSpec;

/** {@code rulewarden status}: how things stand, as the daemon has it. */
final class StatusCommand implements Command {
  private static final String WATCH = "--watch";

  @Override
  public CommandSpec spec() {
    return Options.of(this, "status", "Ask the daemon how things stand.")
        .flag(WATCH, "Keep on showing it as it changes, until Ctrl-C.")
        .json()
        .footer(
            "Exits with 1 if the state is neither ok nor idle. --watch draws the screen anew on a"
                + " terminal; into a pipe it writes a line for each change, with --json a JSON"
                + " object.")
        .spec();
  }

  @Override
  public int run(Session session) throws ManagerException {
    if (session.arguments().has(WATCH)) {
      StatusWatch.run(session);
      return ExitCode.FINE;
    }
    Situation situation = session.ask(daemon -> Situation.of(daemon.status(), daemon));
    if (session.arguments().wantsJson()) {
      session.out().println(StatusJson.text(situation));
    } else {
      for (String line : StatusText.lines(situation, session)) {
        session.out().println(line);
      }
    }
    State state = situation.status().state();
    return state.compareTo(State.OK) <= 0 ? ExitCode.FINE : ExitCode.FINDING;
  }
}
