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
  /** How fresh the snapshot after these triggers has to be. */
  public Freshness freshness() {
    Freshness freshness = Freshness.CHANGED;
    for (Trigger trigger : triggers) {
      freshness = freshness.or(trigger.freshness());
    }
    return freshness;
  }

  /** An event after which the rules have to be read. */
  public enum Trigger {
    /** Another process added or deleted a rule. */
    RULES_CHANGED,
    /** A link or a default route was added or removed. */
    TOPOLOGY_CHANGED,
    /** The machine resumed from suspend, or its clock was set; events may be missing. */
    CLOCK_JUMPED,
    /**
     * The kernel dropped events because the receive buffer was full, or an event could not be
     * parsed.
     */
    EVENTS_LOST;

    private Freshness freshness() {
      return switch (this) {
        case RULES_CHANGED, TOPOLOGY_CHANGED -> Freshness.CHANGED;
        case CLOCK_JUMPED, EVENTS_LOST -> Freshness.EVERYTHING;
      };
    }
  }
}
