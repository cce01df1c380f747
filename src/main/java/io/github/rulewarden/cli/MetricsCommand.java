package io.github.rulewarden.cli;

import io.github.rulewarden.api.Manager;
import io.github.rulewarden.api.ManagerException;
import picocli.CommandLine.Model.CommandSpec;

/** {@code rulewarden metrics}: what the daemon counts. */
final class MetricsCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Options.of(this, "metrics", "Print the daemon's counters as Prometheus reads them.")
        .spec();
  }

  @Override
  public int run(Session session) throws ManagerException {
    session.out().print(session.ask(Manager::metrics));
    return ExitCode.FINE;
  }
}
