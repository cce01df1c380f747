package io.github.rulewarden.cli;

import io.github.rulewarden.config.ConfigurationException;
import picocli.CommandLine.Model.CommandSpec;

/** {@code rulewarden daemon}: the command that the unit runs. */
final class DaemonCommand implements Command {
  static final String NAME = "daemon";

  @Override
  public CommandSpec spec() {
    return Options.of(this, NAME, "Watch the rules and repair them until stopped.").config().spec();
  }

  @Override
  public int run(Invocation invocation) throws ConfigurationException {
    return invocation.dependencies().runner().run(invocation::configuration);
  }
}
