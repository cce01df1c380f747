package io.github.rulewarden.api;

/**
 * An event and its moment: somebody slow may keep whoever is told from hearing of it in time.
 *
 * @param timeMicros when the loop had done with it, CLOCK_REALTIME
 */
public record TimedEvent(long timeMicros, Event event) {}
