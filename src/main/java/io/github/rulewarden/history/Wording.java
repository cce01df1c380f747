package io.github.rulewarden.history;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.manager.Event;
import io.github.rulewarden.manager.Happening;
import io.github.rulewarden.manager.HistoryEntry;
import io.github.rulewarden.manager.HistoryEntry.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes an entry of what happened: one sentence that names the rules involved. */
final class Wording {
  private record Place(String netns, Family family) {}

  /** Of whose rules a contest is. */
  private final Map<Place, String> lastInversions = new HashMap<>();

  HistoryEntry entry(Happening happening) {
    long time = happening.timeMicros();
    return switch (happening.event()) {
      case Event.OfFamily event -> entry(time, event);
      case Event.Reloaded(String netns, String problem) ->
          entry(
              time,
              Kind.RELOADED,
              netns,
              problem.isEmpty()
                  ? "The configuration was read again and applies."
                  : "The configuration stays as it was: " + problem);
      case Event.ModeSet mode ->
          entry(
              time,
              Kind.MODE_SET,
              mode.netns(),
              "The mode is " + mode.mode().text() + " until the next reload or restart.");
    };
  }

  private HistoryEntry entry(long time, Event.OfFamily event) {
    Place place = new Place(event.netns(), event.family());
    return switch (event) {
      case Event.Inverted inverted -> {
        lastInversions.put(place, inverted.reason());
        yield entry(time, Kind.INVERTED, place, inverted.reason(), inverted.opponent());
      }
      case Event.Repaired repaired ->
          new HistoryEntry(
              time,
              Kind.REPAIRED,
              place.netns(),
              Optional.of(place.family()),
              "Repaired: " + Steps.sentence(repaired.steps()),
              "",
              repaired.durationMicros(),
              repaired.steps());
      case Event.Contested contested ->
          entry(time, Kind.CONTESTED, place, contested(place, contested), contested.opponent());
      case Event.Leak leak -> entry(time, Kind.LEAK, place, leak.reason(), "");
      case Event.Withdrawn withdrawn ->
          entry(
              time,
              Kind.WITHDRAWN,
              place,
              "The tunnel is gone, and with it what had been put back: ",
              withdrawn.steps());
      case Event.Undone undone ->
          entry(time, Kind.UNDONE, place, "Undone by an operator: ", undone.steps());
      case Event.Refused refused -> entry(time, Kind.REFUSED, place, refused.reason(), "");
    };
  }

  private String contested(Place place, Event.Contested contested) {
    String who = contested.opponent().isEmpty() ? "An unknown program" : contested.opponent();
    String inversion = lastInversions.getOrDefault(place, "");
    return who
        + " undoes each repair, so they pause"
        + (inversion.isEmpty() ? "." : ": " + inversion);
  }

  private static HistoryEntry entry(long time, Kind kind, String netns, String text) {
    return new HistoryEntry(time, kind, netns, Optional.empty(), text, "", 0, List.of());
  }

  private static HistoryEntry entry(
      long time, Kind kind, Place place, String text, String opponent) {
    return new HistoryEntry(
        time, kind, place.netns(), Optional.of(place.family()), text, opponent, 0, List.of());
  }

  private static HistoryEntry entry(
      long time, Kind kind, Place place, String beginning, List<String> steps) {
    return new HistoryEntry(
        time,
        kind,
        place.netns(),
        Optional.of(place.family()),
        beginning + Steps.sentence(steps),
        "",
        0,
        steps);
  }
}
