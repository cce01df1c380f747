package io.github.rulewarden.systemd;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.manager.Event;
import io.github.rulewarden.manager.FamilyStatus;
import io.github.rulewarden.manager.HistoryEntry.Kind;
import io.github.rulewarden.manager.State;
import io.github.rulewarden.manager.Status;
import io.github.rulewarden.manager.StatusListener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to the log what happened: to whom, what, why, and what an operator can do about it. */
public final class LogListener implements StatusListener {
  private static final Logger LOG = LoggerFactory.getLogger(LogListener.class);

  private record Place(String netns, Family family) {
    @Override
    public String toString() {
      return netns.isEmpty() ? family.text() : family.text() + " in namespace " + netns;
    }
  }

  /** The state that each was last said to be in. */
  private final Map<Place, State> told = new HashMap<>();

  /** The same, but of idle and ok only: what a repair leads back to without a word. */
  private final Map<Place, State> calm = new HashMap<>();

  @Override
  public void report(Status status, List<Event> events) {
    for (Event event : events) {
      write(event);
    }
    for (FamilyStatus family : status.families()) {
      Place place = new Place(family.netns(), family.family());
      if (told.put(place, family.state()) != family.state()) {
        write(place, family);
      }
    }
  }

  private void write(Event event) {
    switch (event) {
      case Event.OfFamily ofFamily -> write(ofFamily);
      case Event.Reloaded(String netns, String problem) -> {
        JournalFields fields = JournalFields.of(Kind.RELOADED, netns, Optional.empty());
        if (problem.isEmpty()) {
          LOG.info("The configuration was read again and applies.", fields);
        } else {
          LOG.warn("The configuration stays as it was: {}", problem, fields);
        }
      }
      case Event.ModeSet mode ->
          LOG.info(
              "The mode is {} until the next reload or restart.",
              mode.mode().text(),
              JournalFields.of(Kind.MODE_SET, mode.netns(), Optional.empty()));
    }
  }

  private void write(Event.OfFamily event) {
    Place place = new Place(event.netns(), event.family());
    switch (event) {
      case Event.Inverted inverted -> {
        String reason = inverted.reason();
        String who = inverted.opponent();
        JournalFields fields = fields(Kind.INVERTED, place, who, List.of(reason));
        LOG.warn("{} is inverted: {}{}", place, reason, blame(who), fields);
        told.put(place, State.INVERTED);
      }
      case Event.Repaired repaired -> {
        JournalFields fields = fields(Kind.REPAIRED, place, "", repaired.steps());
        LOG.info(
            "{} repaired in {} us: {}",
            place,
            repaired.durationMicros(),
            String.join("; ", repaired.steps()),
            fields);
        told.put(place, calm.getOrDefault(place, State.INVERTED));
      }
      case Event.Contested contested -> {
        String who = contested.opponent();
        LOG.warn(
            "{} is contested: {} undoes each repair, so they pause. See who adds rules with"
                + " `ip {} monitor rule`.",
            place,
            who.isEmpty() ? "an unknown program" : who,
            event.family().option(),
            fields(Kind.CONTESTED, place, who, List.of()));
        told.put(place, State.CONTESTED);
      }
      case Event.Leak(_, _, String reason) -> {
        LOG.warn("{} leaks: {}", place, reason, fields(Kind.LEAK, place, "", List.of(reason)));
        told.put(place, State.LEAK);
      }
      case Event.Withdrawn(_, _, List<String> steps) ->
          LOG.info(
              "{} withdrew what it had put back, the tunnel is gone: {}",
              place,
              String.join("; ", steps),
              fields(Kind.WITHDRAWN, place, "", steps));
      case Event.Undone(_, _, List<String> steps) ->
          LOG.info(
              "{} undone, an operator wants it: {}",
              place,
              String.join("; ", steps),
              fields(Kind.UNDONE, place, "", steps));
      case Event.Refused(_, _, String reason) ->
          LOG.warn(
              "{} was not repaired: {}",
              place,
              reason,
              fields(Kind.REFUSED, place, "", List.of(reason)));
    }
  }

  private static JournalFields fields(Kind kind, Place place, String opponent, List<String> texts) {
    return JournalFields.of(kind, place.netns(), place.family(), opponent, texts);
  }

  private static String blame(String opponent) {
    return opponent.isEmpty() ? "" : " It is the work of " + opponent + ".";
  }

  /** A state that no event has told of. */
  private void write(Place place, FamilyStatus family) {
    String state = family.state().text();
    String reason = family.reason();
    JournalFields fields = JournalFields.ofState(state, family.netns(), family.family(), reason);
    switch (family.state()) {
      case IDLE, OK -> {
        LOG.info("{} is {}: {}", place, state, reason, fields);
        calm.put(place, family.state());
      }
      case INVERTED, CONTESTED, DEGRADED, LEAK ->
          LOG.warn(
              "{} is {}: {} Look closer with `rulewarden check`.", place, state, reason, fields);
    }
  }
}
