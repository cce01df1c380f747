package io.github.rulewarden.cli;

import io.github.rulewarden.daemon.Manager;
import io.github.rulewarden.daemon.ManagerException;

/** The way to the daemon. It costs a connection, so only commands that need it take it. */
public interface DaemonLink {
  /** Connects; UNREACHABLE if there is no bus or no daemon on it. */
  Manager connect() throws ManagerException;
}
