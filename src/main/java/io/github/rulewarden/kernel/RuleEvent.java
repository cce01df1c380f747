package io.github.rulewarden.kernel;

import io.github.rulewarden.fib.Rule;

/**
 * A rule was added or deleted.
 *
 * @param nanos the time of receipt, on the clock of the {@link RuleWatch}
 * @param portId of the netlink socket that made the change: the pid for the first socket of a
 *     process, else a number above all pids; to be printed unsigned
 */
public record RuleEvent(long nanos, Kind kind, Rule rule, int portId) {
  /** The kind of change. */
  public enum Kind {
    ADDED,
    DELETED
  }
}
