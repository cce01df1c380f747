package io.github.rulewarden.api;

import io.github.rulewarden.api.HistoryEntry.Kind;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.fib.ScopeFamily;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Converts events to history entries. Not safe for use by several threads. */
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
    ScopeFamily where = event.where();
    return switch (event) {
      case Event.Inverted inverted -> {
        lastInversions.put(where, inverted.reason());
        yield entry(time, Kind.INVERTED, where, inverted.reason(), inverted.opponent());
      }
      case Event.Repaired repaired ->
          new HistoryEntry(
              time,
              Kind.REPAIRED,
              where.scope(),
              Optional.of(where.family()),
              EventText.repaired(repaired.steps()),
              "",
              repaired.durationMicros(),
              repaired.steps());
      case Event.Contested contested ->
          entry(time, Kind.CONTESTED, where, contested(contested), contested.opponent());
      case Event.Leak leak -> entry(time, Kind.LEAK, where, leak.reason(), "");
      case Event.Withdrawn withdrawn ->
          entry(
              time,
              Kind.WITHDRAWN,
              where,
              EventText.withdrawn(withdrawn.steps()),
              withdrawn.steps());
      case Event.Undone undone ->
          entry(time, Kind.UNDONE, where, EventText.undone(undone.steps()), undone.steps());
      case Event.Refused refused -> entry(time, Kind.REFUSED, where, refused.reason(), "");
    };
  }

  private String contested(Event.Contested contested) {
    String text = EventText.contested(contested.opponent());
    String inversion = lastInversions.getOrDefault(contested.where(), "");
    return inversion.isEmpty() ? text : text + " " + inversion;
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
      long time, Kind kind, ScopeFamily where, String text, List<String> steps) {
    return new HistoryEntry(
        time, kind, where.scope(), Optional.of(where.family()), text, "", 0, steps);
  }
}
