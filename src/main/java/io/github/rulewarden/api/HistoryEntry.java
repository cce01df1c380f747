package io.github.rulewarden.api;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import java.util.List;
import java.util.Optional;

/**
 * One thing that happened, as it is remembered.
 *
 * @param timeMicros when, CLOCK_REALTIME
 * @param scope the namespace in which it happened
 * @param family empty for what concerns the daemon as a whole
 * @param text one sentence that names the rules involved
 * @param opponent who did it, as far as the kernel told; empty if it did not
 * @param durationMicros what it took; 0 for what takes no time
 * @param steps what was done, as {@code ip} commands
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

  /** What kind of thing happened; one for each {@link Event}. */
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

    /** The word on D-Bus, in JSON and in the history's file. */
    public String text() {
      return text;
    }
  }
}
