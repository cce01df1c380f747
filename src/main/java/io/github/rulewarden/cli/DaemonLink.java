package io.github.rulewarden.cli;

import io.github.rulewarden.api.Manager;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.StatusListener;

/** The way to the daemon. It costs a connection, so only commands that need it take it. */
public interface DaemonLink {
  /** Connects; UNREACHABLE if there is no bus or no daemon on it. */
  Manager connect() throws ManagerException;

  /**
   * Tells the listener how things stand, and then what happens, until the daemon or the bus goes.
   * What the listener throws ends it, too.
   *
   * @throws ManagerException UNREACHABLE when they have gone, or never were there
   */
  void follow(StatusListener listener) throws ManagerException;

  /** Waits as long as is sensible between two attempts to reach a daemon that is not there. */
  void pause() throws InterruptedException;
}
