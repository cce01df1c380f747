package io.github.rulewarden.kernel;

import io.github.rulewarden.fib.Rule;

/**
 * A rule was added or deleted.
 *
 * @param nanos when it was received, on the watch's clock
 * @param portId of the netlink socket that did it: for a process's first one its pid, else a number
 *     above all pids, to be printed unsigned
 */
public record RuleEvent(long nanos, Kind kind, Rule rule, int portId) {
  /** What happened to the rule. */
  public enum Kind {
    ADDED,
    DELETED
  }
}
