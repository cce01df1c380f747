package io.github.rulewarden.cli;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.HistoryEntry;
import io.github.rulewarden.api.HistoryEntry.Kind;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import java.util.List;
import java.util.Optional;

/** An event as it is told the moment it happens, in the shape that the history has. */
final class EventEntry {
  private EventEntry() {}

  static HistoryEntry of(Event event, Moment time) {
    return switch (event) {
      case Event.OfFamily ofFamily -> of(ofFamily, time);
      case Event.Reloaded(Scope scope, String problem) ->
          entry(
              time,
              Kind.RELOADED,
              scope,
              problem.isEmpty()
                  ? "The configuration was read again and applies."
                  : "The configuration stays as it was: " + problem);
      case Event.ModeSet(Scope scope, var mode) ->
          entry(
              time,
              Kind.MODE_SET,
              scope,
              "The mode is " + mode.text() + " until the next reload or restart.");
    };
  }

  private static HistoryEntry entry(Moment time, Kind kind, Scope scope, String text) {
    return new HistoryEntry(time.micros(), kind, scope, Optional.empty(), text, "", 0, List.of());
  }

  private static HistoryEntry of(Event.OfFamily event, Moment time) {
    return switch (event) {
      case Event.Inverted inverted ->
          entry(event, time, Kind.INVERTED, inverted.reason(), inverted.opponent(), List.of(), 0);
      case Event.Repaired(_, List<String> steps, long micros) ->
          entry(event, time, Kind.REPAIRED, "Repaired: " + counted(steps), "", steps, micros);
      case Event.Contested contested ->
          entry(
              event,
              time,
              Kind.CONTESTED,
              "Each repair is undone, so they pause.",
              contested.opponent(),
              List.of(),
              0);
      case Event.Leak leak -> entry(event, time, Kind.LEAK, leak.reason(), "", List.of(), 0);
      case Event.Withdrawn(_, List<String> steps) ->
          entry(
              event,
              time,
              Kind.WITHDRAWN,
              "The tunnel is gone, and with it what had been put back: " + counted(steps),
              "",
              steps,
              0);
      case Event.Undone(_, List<String> steps) ->
          entry(event, time, Kind.UNDONE, "Undone by an operator: " + counted(steps), "", steps, 0);
      case Event.Refused refused ->
          entry(event, time, Kind.REFUSED, refused.reason(), "", List.of(), 0);
    };
  }

  private static String counted(List<String> steps) {
    return Words.count(steps.size(), "step") + ".";
  }

  private static HistoryEntry entry(
      Event.OfFamily event,
      Moment time,
      Kind kind,
      String text,
      String opponent,
      List<String> steps,
      long micros) {
    Optional<Family> family = Optional.of(event.family());
    return new HistoryEntry(
        time.micros(), kind, event.scope(), family, text, opponent, micros, steps);
  }
}
