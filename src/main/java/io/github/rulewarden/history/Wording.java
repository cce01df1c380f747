package io.github.rulewarden.history;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.HistoryEntry;
import io.github.rulewarden.api.HistoryEntry.Kind;
import io.github.rulewarden.api.TimedEvent;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.fib.ScopeFamily;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes an entry of what happened: one sentence that names the rules involved. */
final class Wording {
  /** Of whose rules a contest is. */
  private final Map<ScopeFamily, String> lastInversions = new HashMap<>();

  HistoryEntry entry(TimedEvent happening) {
    long time = happening.timeMicros();
    return switch (happening.event()) {
      case Event.OfFamily event -> entry(time, event);
      case Event.Reloaded(Scope scope, String problem) ->
          entry(
              time,
              Kind.RELOADED,
              scope,
              problem.isEmpty()
                  ? "The configuration was read again and applies."
                  : "The configuration stays as it was: " + problem);
      case Event.ModeSet mode ->
          entry(
              time,
              Kind.MODE_SET,
              mode.scope(),
              "The mode is " + mode.mode().text() + " until the next reload or restart.");
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
              "Repaired: " + Steps.sentence(repaired.steps()),
              "",
              repaired.durationMicros(),
              repaired.steps());
      case Event.Contested contested ->
          entry(time, Kind.CONTESTED, where, contested(where, contested), contested.opponent());
      case Event.Leak leak -> entry(time, Kind.LEAK, where, leak.reason(), "");
      case Event.Withdrawn withdrawn ->
          entry(
              time,
              Kind.WITHDRAWN,
              where,
              "The tunnel is gone, and with it what had been put back: ",
              withdrawn.steps());
      case Event.Undone undone ->
          entry(time, Kind.UNDONE, where, "Undone by an operator: ", undone.steps());
      case Event.Refused refused -> entry(time, Kind.REFUSED, where, refused.reason(), "");
    };
  }

  private String contested(ScopeFamily where, Event.Contested contested) {
    String who = contested.opponent().isEmpty() ? "An unknown program" : contested.opponent();
    String inversion = lastInversions.getOrDefault(where, "");
    return who
        + " undoes each repair, so they pause"
        + (inversion.isEmpty() ? "." : ": " + inversion);
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
      long time, Kind kind, ScopeFamily where, String beginning, List<String> steps) {
    return new HistoryEntry(
        time,
        kind,
        where.scope(),
        Optional.of(where.family()),
        beginning + Steps.sentence(steps),
        "",
        0,
        steps);
  }
}
