package io.github.rulewarden.doctor.host;

import java.util.List;

/** Runs commands that read the state of the host and change nothing. */
public interface Programs {
  /**
   * The output of a command that is installed, finishes in time and succeeds.
   *
   * @param command the program and its arguments
   */
  Probe<String> output(List<String> command);
}
