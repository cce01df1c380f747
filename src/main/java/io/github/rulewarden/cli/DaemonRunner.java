package io.github.rulewarden.cli;

import io.github.rulewarden.config.Configuration;

/** The daemon itself, run in this process. */
public interface DaemonRunner {
  /**
   * Runs until it is told to stop.
   *
   * @return the exit code
   */
  int run(Configuration configuration);
}
