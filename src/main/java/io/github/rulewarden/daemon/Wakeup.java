package io.github.rulewarden.daemon;

import java.util.Optional;
import java.util.Set;

/**
 * Why the loop woke up.
 *
 * @param triggers everything that happened since the last wakeup; empty after a timeout or a call
 *     of {@link EventSource#wake()}
 * @param receivedNanos when the first of these events was received, {@link Clock#nanos()}
 * @param author the netlink port id of the last change of a rule by another process
 */
public record Wakeup(Set<Trigger> triggers, long receivedNanos, Optional<Integer> author) {
  /** An event after which the rules have to be read. */
  public enum Trigger {
    /** Another process added or deleted a rule. */
    RULES_CHANGED,
    /** A link or a default route was added or removed. */
    TOPOLOGY_CHANGED,
    /** The machine resumed from suspend, or its clock was set: everything is read again. */
    CLOCK_JUMPED,
    /**
     * The kernel dropped events because the receive buffer was full, or an event could not be
     * parsed.
     */
    EVENTS_LOST
  }
}
