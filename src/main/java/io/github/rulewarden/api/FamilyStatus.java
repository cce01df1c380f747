package io.github.rulewarden.api;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.ScopeFamily;

/**
 * The state of one family in one namespace.
 *
 * @param reason one sentence
 * @param repairs since the daemon started
 * @param inversions since the daemon started
 */
public record FamilyStatus(
    ScopeFamily where, State state, String reason, long repairs, long inversions) {
  /** The family that the status describes. */
  public Family family() {
    return where.family();
  }

  /** The namespace's name on D-Bus and in JSON. */
  public String netns() {
    return where.netns();
  }
}
