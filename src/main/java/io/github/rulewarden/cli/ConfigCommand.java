package io.github.rulewarden.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** {@code rulewarden config}, which requires a subcommand. */
final class ConfigCommand implements Command {
  private final CommandSpec spec =
      Options.of(this, "config", "Check or show the configuration.").spec();

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public int run(Invocation invocation) {
    throw new ParameterException(spec.commandLine(), "config requires a command: check or show");
  }
}
