package io.github.rulewarden.api;

/**
 * An event with its time. A listener may receive it later, because an earlier listener was slow.
 *
 * @param timeMicros when the loop published the event, CLOCK_REALTIME
 */
public record TimedEvent(long timeMicros, Event event) {}
