package io.github.rulewarden.cli;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.ManagerException.Kind;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.api.StatusListener;
import java.util.List;

/** Follows the daemon for as long as somebody reads, over its restarts and the bus's. */
final class Follower implements StatusListener {
  private final DaemonLink link;
  private final Audience audience;
  private Presence presence = Presence.UNKNOWN;

  private enum Presence {
    UNKNOWN,
    THERE,
    GONE
  }

  /** Who is told. */
  interface Audience extends StatusListener {
    /** The daemon is there, or there again; a report of the same follows. */
    void there(Status status);

    /**
     * The daemon is not to be reached.
     *
     * @param why a sentence
     */
    void gone(String why);
  }

  Follower(DaemonLink link, Audience audience) {
    this.link = link;
    this.audience = audience;
  }

  /**
   * Follows until it is interrupted; Ctrl-C ends the process.
   *
   * @throws ManagerException if the daemon is there and may not be asked
   */
  void run() throws ManagerException {
    try {
      while (true) {
        followOnce();
        link.pause();
      }
    } catch (InterruptedException enough) {
      // Whoever interrupts wants the command to end, and so it does.
    }
  }

  private void followOnce() throws ManagerException {
    try {
      link.follow(this);
    } catch (ManagerException e) {
      if (e.kind() != Kind.UNREACHABLE) {
        throw e;
      }
      if (presence != Presence.GONE) {
        presence = Presence.GONE;
        audience.gone(String.valueOf(e.getMessage()));
      }
    }
  }

  @Override
  public void report(Status status, List<Event> events) {
    if (presence != Presence.THERE) {
      presence = Presence.THERE;
      audience.there(status);
    }
    audience.report(status, events);
  }
}
