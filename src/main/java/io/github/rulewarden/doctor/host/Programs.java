package io.github.rulewarden.doctor.host;

import java.util.List;

/** Commands that read something off the host and change nothing. */
public interface Programs {
  /**
   * What a command prints, if it is there, ends soon and succeeds.
   *
   * @param command the program and its arguments
   */
  Probe<String> output(List<String> command);
}
