package io.github.rulewarden.cli;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.config.ConfigurationException;
import picocli.CommandLine.Model.CommandSpec;

/** One command of the program. */
interface Command {
  /** Its name, its description and what it takes; this is to be the user object. */
  CommandSpec spec();

  /**
   * Does it.
   *
   * @return the exit code
   */
  int run(Session session) throws ManagerException, ConfigurationException;
}
