package io.github.rulewarden.cli;

import io.github.rulewarden.config.ConfigurationException;

/** Runs the daemon in this process. */
public interface DaemonRunner {
  /**
   * Runs until it is stopped.
   *
   * @param source the configuration, which is read at the start and at each reload
   * @return the exit code
   * @throws ConfigurationException if it is not valid at the start
   */
  int run(ConfigurationSource source) throws ConfigurationException;
}
