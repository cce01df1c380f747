package io.github.rulewarden.manager;

import io.github.rulewarden.fib.Family;

/**
 * How things stand in one namespace and family.
 *
 * @param netns the namespace's name under /run/netns; empty for the daemon's own
 * @param reason one sentence
 * @param repairs since the daemon started
 * @param inversions since the daemon started
 */
public record FamilyStatus(
    String netns, Family family, State state, String reason, long repairs, long inversions) {}
