package io.github.rulewarden.cli;

import io.github.rulewarden.api.ManagerException;
import java.io.PrintWriter;

/** The demonstration in a temporary network namespace. */
public interface Demo {
  /**
   * Shows the inversion and its repair, and leaves nothing behind.
   *
   * @return the exit code
   * @throws ManagerException DENIED if the process may not create a namespace
   */
  int run(PrintWriter out, Terminal terminal) throws ManagerException;
}
