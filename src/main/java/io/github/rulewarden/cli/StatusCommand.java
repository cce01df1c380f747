package io.github.rulewarden.cli;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.State;
import picocli.CommandLine.Model.CommandSpec;

/** {@code rulewarden status}: shows the daemon's status. */
final class StatusCommand implements Command {
  private static final String WATCH = "--watch";

  @Override
  public CommandSpec spec() {
    return Options.of(this, "status", "Show the daemon's status.")
        .flag(WATCH, "Show each change, until Ctrl-C.")
        .json()
        .footer(
            "Exits with 1 if the state is neither ok nor idle. --watch redraws a terminal; to a pipe or"
                + " a file it writes a line for each change, with --json a JSON object.")
        .spec();
  }

  @Override
  public int run(Invocation invocation) throws ManagerException {
    if (invocation.arguments().has(WATCH)) {
      StatusWatch.run(invocation);
      return ExitCode.SUCCESS;
    }
    StatusContext context = invocation.call(daemon -> StatusContext.of(daemon.status(), daemon));
    if (invocation.arguments().wantsJson()) {
      invocation.out().println(StatusJson.text(context));
    } else {
      for (String line : StatusText.lines(context, invocation)) {
        invocation.out().println(line);
      }
    }
    State state = context.status().state();
    return state.compareTo(State.OK) <= 0 ? ExitCode.SUCCESS : ExitCode.FINDING;
  }
}
