package io.github.rulewarden.cli;

import io.github.rulewarden.config.ConfigurationException;

/** The daemon itself, run in this process. */
public interface DaemonRunner {
  /**
   * Runs until it is told to stop.
   *
   * @param source of the configuration, to be read at the start and again at each reload
   * @return the exit code
   * @throws ConfigurationException if it cannot be obeyed at the start
   */
  int run(ConfigurationSource source) throws ConfigurationException;
}
