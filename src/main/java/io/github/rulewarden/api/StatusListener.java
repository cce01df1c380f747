package io.github.rulewarden.api;

import java.util.List;

/**
 * Receives status reports. Called on the reporter's thread, never on the thread that repairs: a
 * slow bus or a full disk can only delay other listeners.
 */
public interface StatusListener {
  /**
   * Receives the current status and the events since the last call, in order.
   *
   * @param events may be empty
   */
  void report(Status status, List<Event> events);
}
