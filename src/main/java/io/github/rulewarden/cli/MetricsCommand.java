package io.github.rulewarden.cli;

import io.github.rulewarden.api.Manager;
import io.github.rulewarden.api.ManagerException;
import picocli.CommandLine.Model.CommandSpec;

/** {@code rulewarden metrics}: prints the daemon's metrics. */
final class MetricsCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Options.of(this, "metrics", "Print the daemon's metrics in Prometheus' text format.")
        .spec();
  }

  @Override
  public int run(Invocation invocation) throws ManagerException {
    invocation.out().print(invocation.call(Manager::metrics));
    return ExitCode.SUCCESS;
  }
}
