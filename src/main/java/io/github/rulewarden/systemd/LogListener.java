package io.github.rulewarden.systemd;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.manager.Event;
import io.github.rulewarden.manager.FamilyStatus;
import io.github.rulewarden.manager.State;
import io.github.rulewarden.manager.Status;
import io.github.rulewarden.manager.StatusListener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
      case Event.Reloaded(_, String problem) -> {
        if (problem.isEmpty()) {
          LOG.info("The configuration was read again and applies.");
        } else {
          LOG.warn("The configuration stays as it was: {}", problem);
        }
      }
      case Event.ModeSet mode ->
          LOG.info("The mode is {} until the next reload or restart.", mode.mode().text());
    }
  }

  private void write(Event.OfFamily event) {
    Place place = new Place(event.netns(), event.family());
    switch (event) {
      case Event.Inverted inverted -> {
        LOG.warn("{} is inverted: {}{}", place, inverted.reason(), blame(inverted.opponent()));
        told.put(place, State.INVERTED);
      }
      case Event.Repaired repaired -> {
        LOG.info(
            "{} repaired in {} us: {}",
            place,
            repaired.durationMicros(),
            String.join("; ", repaired.steps()));
        told.put(place, calm.getOrDefault(place, State.INVERTED));
      }
      case Event.Contested contested -> {
        LOG.warn(
            "{} is contested: {} undoes each repair, so they pause. See who adds rules with"
                + " `ip {} monitor rule`.",
            place,
            contested.opponent().isEmpty() ? "an unknown program" : contested.opponent(),
            event.family().option());
        told.put(place, State.CONTESTED);
      }
      case Event.Leak leak -> {
        LOG.warn("{} leaks: {}", place, leak.reason());
        told.put(place, State.LEAK);
      }
      case Event.Withdrawn withdrawn ->
          LOG.info(
              "{} withdrew what it had put back, the tunnel is gone: {}",
              place,
              String.join("; ", withdrawn.steps()));
      case Event.Undone undone ->
          LOG.info("{} undone, an operator wants it: {}", place, String.join("; ", undone.steps()));
      case Event.Refused refused -> LOG.warn("{} was not repaired: {}", place, refused.reason());
    }
  }

  private static String blame(String opponent) {
    return opponent.isEmpty() ? "" : " It is the work of " + opponent + ".";
  }

  /** A state that no event has told of. */
  private void write(Place place, FamilyStatus family) {
    String state = family.state().text();
    switch (family.state()) {
      case IDLE, OK -> {
        LOG.info("{} is {}: {}", place, state, family.reason());
        calm.put(place, family.state());
      }
      case INVERTED, CONTESTED, DEGRADED, LEAK ->
          LOG.warn(
              "{} is {}: {} Look closer with `rulewarden check`.", place, state, family.reason());
    }
  }
}
