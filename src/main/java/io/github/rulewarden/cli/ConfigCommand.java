package io.github.rulewarden.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** {@code rulewarden config}, which wants another word. */
final class ConfigCommand implements Command {
  private final CommandSpec spec =
      Options.of(this, "config", "Look after the configuration.").spec();

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public int run(Session session) {
    throw new ParameterException(spec.commandLine(), "config wants a command: check or show");
  }
}
