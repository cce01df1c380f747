package io.github.rulewarden.cli;

import io.github.rulewarden.api.ManagerException;
import picocli.CommandLine.Model.CommandSpec;

/** {@code rulewarden monitor}: what happens, as it happens. */
final class MonitorCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Options.of(this, "monitor", "Tell what happens as it happens, until Ctrl-C.")
        .steps()
        .json()
        .footer(
            "It says when the daemon goes, waits for it, and says when it is back. With --json"
                + " each line is a JSON object of its own.")
        .spec();
  }

  @Override
  public int run(Session session) throws ManagerException {
    Follower.Audience audience =
        session.arguments().wantsJson() ? new MonitorJson(session) : new MonitorText(session);
    new Follower(session.wiring().daemon(), audience).run();
    return ExitCode.FINE;
  }
}
