package io.github.rulewarden.cli;

import io.github.rulewarden.api.Manager;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.SignalListener;

/** Connects to the daemon. A connection takes time, so only commands that need it connect. */
public interface DaemonLink {
  /** Connects; UNREACHABLE if there is no bus or no daemon on it. */
  Manager connect() throws ManagerException;

  /**
   * Reports the current status to the listener, and then all changes and signals, until the daemon
   * or the bus stops. An exception of the listener also ends it.
   *
   * @throws ManagerException UNREACHABLE if the daemon or the bus stopped, or was not running
   */
  void follow(SignalListener listener) throws ManagerException;

  /** Waits between two attempts to connect to a daemon that is not running. */
  void pause() throws InterruptedException;
}
