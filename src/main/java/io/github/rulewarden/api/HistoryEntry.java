package io.github.rulewarden.api;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import java.util.List;
import java.util.Optional;

/**
 * One event in the history.
 *
 * @param timeMicros the time of the event, CLOCK_REALTIME
 * @param scope the namespace in which it happened
 * @param family empty for an event that concerns the whole daemon
 * @param text one sentence that names the rules involved
 * @param opponent the process that caused the event; empty if it is not known
 * @param durationMicros the duration; 0 for an event without one
 * @param steps the executed steps, as {@code ip} commands
 */
public record HistoryEntry(
    long timeMicros,
    Kind kind,
    Scope scope,
    Optional<Family> family,
    String text,
    String opponent,
    long durationMicros,
    List<String> steps) {
  public HistoryEntry {
    steps = List.copyOf(steps);
  }

  /** The kind of an entry; one for each type of {@link Event}. */
  public enum Kind {
    INVERTED("inverted"),
    REPAIRED("repaired"),
    CONTESTED("contested"),
    LEAK("leak"),
    WITHDRAWN("withdrawn"),
    UNDONE("undone"),
    REFUSED("refused"),
    RELOADED("reloaded"),
    MODE_SET("mode-set");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** The word on D-Bus, in JSON and in the history file. */
    public String text() {
      return text;
    }
  }
}
