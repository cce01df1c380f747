package io.github.rulewarden.cli;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.config.ConfigurationException;
import picocli.CommandLine.Model.CommandSpec;

/** One command of the program. */
interface Command {
  /** Returns name, description and options; its user object must be this command. */
  CommandSpec spec();

  /**
   * Runs the command.
   *
   * @return the exit code
   */
  int run(Invocation invocation) throws ManagerException, ConfigurationException;
}
