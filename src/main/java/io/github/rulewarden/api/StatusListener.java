package io.github.rulewarden.api;

import java.util.List;

/**
 * Is told what happened. Called on the reporter's thread, never on the one that repairs: a slow bus
 * or a full disk delays other listeners at most.
 */
public interface StatusListener {
  /**
   * The status as it is now, and what happened since the last call, in order.
   *
   * @param events perhaps none
   */
  void report(Status status, List<Event> events);
}
