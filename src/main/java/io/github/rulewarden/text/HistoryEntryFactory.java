package io.github.rulewarden.text;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.HistoryEntry;
import io.github.rulewarden.api.HistoryEntry.Kind;
import io.github.rulewarden.api.Signal;
import io.github.rulewarden.api.TimedEvent;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.fib.ScopeFamily;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Converts a daemon's own events, and the signals of a daemon at the other end of the bus, to
 * history entries. Not safe for use by several threads.
 */
public final class HistoryEntryFactory {
  /** The last inversion of each family: an entry about a contest names its rules. */
  private final Map<ScopeFamily, String> lastInversions = new HashMap<>();

  /** Returns the entry for an event; events have to come in the order in which they happened. */
  public HistoryEntry entry(TimedEvent timedEvent) {
    long time = timedEvent.timeMicros();
    return switch (timedEvent.event()) {
      case Event.OfFamily event -> entry(time, event);
      case Event.Reloaded(Scope scope, String problem) ->
          entry(time, Kind.RELOADED, scope, EventText.reloaded(problem));
      case Event.ModeSet mode ->
          entry(time, Kind.MODE_SET, mode.scope(), EventText.modeSet(mode.mode()));
    };
  }

  private HistoryEntry entry(long time, Event.OfFamily event) {
    return switch (event) {
      case Event.Inverted(ScopeFamily where, String reason, String opponent) ->
          inverted(time, where, reason, opponent);
      case Event.Repaired(ScopeFamily where, var steps, long micros) ->
          repaired(time, where, EventText.repaired(steps), StepText.commands(steps), micros);
      case Event.Contested(ScopeFamily where, String opponent) -> contested(time, where, opponent);
      case Event.Leak(ScopeFamily where, String reason) ->
          entry(time, Kind.LEAK, where, reason, "");
      case Event.Withdrawn(ScopeFamily where, var steps) ->
          entry(time, Kind.WITHDRAWN, where, EventText.withdrawn(steps), StepText.commands(steps));
      case Event.Undone undone ->
          entry(
              time, Kind.UNDONE, undone.where(), EventText.undone(undone), UndoText.lines(undone));
      case Event.Refused(ScopeFamily where, String reason) ->
          entry(time, Kind.REFUSED, where, reason, "");
    };
  }

  /**
   * Returns the entry for a signal; signals have to come in the order in which they were received.
   *
   * @param timeMicros when it was received, CLOCK_REALTIME
   */
  public HistoryEntry entry(long timeMicros, Signal signal) {
    return switch (signal) {
      case Signal.Inverted(ScopeFamily where, String reason) ->
          inverted(timeMicros, where, reason, "");
      case Signal.Repaired(ScopeFamily where, var commands, long micros) ->
          repaired(timeMicros, where, EventText.repairReceived(commands), commands, micros);
      case Signal.Contested(ScopeFamily where, String opponent) ->
          contested(timeMicros, where, opponent);
      case Signal.Leak(ScopeFamily where, String reason) ->
          entry(timeMicros, Kind.LEAK, where, reason, "");
    };
  }

  private HistoryEntry inverted(long time, ScopeFamily where, String reason, String opponent) {
    lastInversions.put(where, reason);
    return entry(time, Kind.INVERTED, where, reason, opponent);
  }

  private static HistoryEntry repaired(
      long time, ScopeFamily where, String text, List<String> commands, long durationMicros) {
    return new HistoryEntry(
        time,
        Kind.REPAIRED,
        where.scope(),
        Optional.of(where.family()),
        text,
        "",
        durationMicros,
        commands);
  }

  private HistoryEntry contested(long time, ScopeFamily where, String opponent) {
    String text = EventText.contested(opponent);
    String inversion = lastInversions.getOrDefault(where, "");
    return entry(
        time, Kind.CONTESTED, where, inversion.isEmpty() ? text : text + " " + inversion, opponent);
  }

  private static HistoryEntry entry(long time, Kind kind, Scope scope, String text) {
    return new HistoryEntry(time, kind, scope, Optional.empty(), text, "", 0, List.of());
  }

  private static HistoryEntry entry(
      long time, Kind kind, ScopeFamily where, String text, String opponent) {
    return new HistoryEntry(
        time, kind, where.scope(), Optional.of(where.family()), text, opponent, 0, List.of());
  }

  private static HistoryEntry entry(
      long time, Kind kind, ScopeFamily where, String text, List<String> lines) {
    return new HistoryEntry(
        time, kind, where.scope(), Optional.of(where.family()), text, "", 0, lines);
  }
}
