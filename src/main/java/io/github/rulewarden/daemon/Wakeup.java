package io.github.rulewarden.daemon;

import java.util.Optional;
import java.util.Set;

/**
 * Why the loop woke up.
 *
 * @param triggers everything that happened since the last time; empty if the time was over or
 *     somebody asked
 * @param receivedNanos when the first of it was received, {@link Clock#nanos()}
 * @param author who changed a rule last, if it was not this process: a netlink port id
 */
public record Wakeup(Set<Trigger> triggers, long receivedNanos, Optional<Integer> author) {
  /** Something that may have changed what is right. */
  public enum Trigger {
    /** Somebody else added or deleted a rule. */
    RULES_CHANGED,
    /** A link came or went, or a default route did. */
    TOPOLOGY_CHANGED,
    /** The machine woke from suspend, or its clock was set: everything is read anew. */
    CLOCK_JUMPED,
    /** The kernel dropped events for want of room, or one could not be read. */
    EVENTS_LOST
  }
}
