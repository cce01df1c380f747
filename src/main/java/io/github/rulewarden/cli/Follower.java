package io.github.rulewarden.cli;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.ManagerException.Kind;
import io.github.rulewarden.api.Signal;
import io.github.rulewarden.api.SignalListener;
import io.github.rulewarden.api.Status;
import java.util.Optional;

/** Follows the daemon across restarts of the daemon and of the bus. */
final class Follower implements SignalListener {
  private final DaemonLink link;
  private final Observer observer;
  private Connection connection = Connection.UNKNOWN;

  private enum Connection {
    UNKNOWN,
    CONNECTED,
    LOST
  }

  /** Receives the signals, and the state of the connection. */
  interface Observer extends SignalListener {
    /** The daemon is running, perhaps again; a report of the same status follows. */
    void connected(Status status);

    /**
     * The daemon cannot be reached.
     *
     * @param why a sentence
     */
    void lost(String why);
  }

  Follower(DaemonLink link, Observer observer) {
    this.link = link;
    this.observer = observer;
  }

  /**
   * Follows until the thread is interrupted; Ctrl-C ends the process.
   *
   * @throws ManagerException if the daemon is running and access is denied
   */
  void run() throws ManagerException {
    try {
      while (true) {
        followOnce();
        link.pause();
      }
    } catch (InterruptedException interrupted) {
      // The interrupt ends the command.
    }
  }

  private void followOnce() throws ManagerException {
    try {
      link.follow(this);
    } catch (ManagerException e) {
      if (e.kind() != Kind.UNREACHABLE) {
        throw e;
      }
      if (connection != Connection.LOST) {
        connection = Connection.LOST;
        observer.lost(String.valueOf(e.getMessage()));
      }
    }
  }

  @Override
  public void report(Status status, Optional<Signal> signal) {
    if (connection != Connection.CONNECTED) {
      connection = Connection.CONNECTED;
      observer.connected(status);
    }
    observer.report(status, signal);
  }
}
