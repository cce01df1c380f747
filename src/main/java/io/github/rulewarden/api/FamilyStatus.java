package io.github.rulewarden.api;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.ScopeFamily;

/**
 * How things stand in one namespace and family.
 *
 * @param reason one sentence
 * @param repairs since the daemon started
 * @param inversions since the daemon started
 */
public record FamilyStatus(
    ScopeFamily where, State state, String reason, long repairs, long inversions) {
  /** The family whose rules are meant. */
  public Family family() {
    return where.family();
  }

  /** The namespace as D-Bus and JSON carry it. */
  public String netns() {
    return where.netns();
  }
}
