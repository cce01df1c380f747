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
        .flag(WATCH, "Show it again whenever it changes, until Ctrl-C.")
        .json()
        .footer(
            "Exits with 1 if the state is neither ok nor idle. With --watch a terminal is redrawn;"
                + " a pipe or a file gets a line for each change, with --json a JSON object.")
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
