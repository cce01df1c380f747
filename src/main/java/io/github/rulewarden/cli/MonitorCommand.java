package io.github.rulewarden.cli;

import io.github.rulewarden.api.ManagerException;
import picocli.CommandLine.Model.CommandSpec;

/** {@code rulewarden monitor}: shows events as they happen. */
final class MonitorCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Options.of(this, "monitor", "Show events as they happen, until Ctrl-C.")
        .steps()
        .json()
        .footer(
            "If the daemon stops, the command reports that and waits for the daemon. With --json each"
                + " line is a JSON object.")
        .spec();
  }

  @Override
  public int run(Invocation invocation) throws ManagerException {
    Follower.Observer observer =
        invocation.arguments().wantsJson()
            ? new MonitorJson(invocation)
            : new MonitorText(invocation);
    new Follower(invocation.dependencies().daemon(), observer).run();
    return ExitCode.SUCCESS;
  }
}
