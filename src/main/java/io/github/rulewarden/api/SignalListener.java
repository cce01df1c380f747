package io.github.rulewarden.api;

import java.util.Optional;

/** Receives the status of a daemon at the other end of the bus, and its signals. */
public interface SignalListener {
  /**
   * Called for the first status, for each change of the status and for each signal.
   *
   * @param status the latest known status
   * @param signal empty if this reports a status only
   */
  void report(Status status, Optional<Signal> signal);
}
