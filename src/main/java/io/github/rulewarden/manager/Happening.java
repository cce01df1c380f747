package io.github.rulewarden.manager;

/**
 * An event and its moment: somebody slow may keep whoever is told from hearing of it in time.
 *
 * @param timeMicros when the loop had done with it, CLOCK_REALTIME
 */
public record Happening(long timeMicros, Event event) {}
