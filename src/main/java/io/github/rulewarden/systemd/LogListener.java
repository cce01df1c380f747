package io.github.rulewarden.systemd;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.FamilyStatus;
import io.github.rulewarden.api.HistoryEntry.Kind;
import io.github.rulewarden.api.State;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.api.StatusListener;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.fib.ScopeFamily;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to the log what happened: to whom, what, why, and what an operator can do about it. */
public final class LogListener implements StatusListener {
  private static final Logger LOG = LoggerFactory.getLogger(LogListener.class);

  /** The state that each was last said to be in. */
  private final Map<ScopeFamily, State> told = new HashMap<>();

  /** The same, but of idle and ok only: what a repair leads back to without a word. */
  private final Map<ScopeFamily, State> calm = new HashMap<>();

  @Override
  public void report(Status status, List<Event> events) {
    for (Event event : events) {
      write(event);
    }
    for (FamilyStatus family : status.families()) {
      ScopeFamily where = family.where();
      if (told.put(where, family.state()) != family.state()) {
        write(where, family);
      }
    }
  }

  private void write(Event event) {
    switch (event) {
      case Event.OfFamily ofFamily -> write(ofFamily);
      case Event.Reloaded(Scope scope, String problem) -> {
        JournalFields fields = JournalFields.of(Kind.RELOADED, scope, Optional.empty());
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
              JournalFields.of(Kind.MODE_SET, mode.scope(), Optional.empty()));
    }
  }

  private void write(Event.OfFamily event) {
    ScopeFamily where = event.where();
    String place = place(where);
    switch (event) {
      case Event.Inverted inverted -> {
        String reason = inverted.reason();
        String who = inverted.opponent();
        JournalFields fields = fields(Kind.INVERTED, where, who, List.of(reason));
        LOG.warn("{} is inverted: {}{}", place, reason, blame(who), fields);
        told.put(where, State.INVERTED);
      }
      case Event.Repaired repaired -> {
        JournalFields fields = fields(Kind.REPAIRED, where, "", repaired.steps());
        LOG.info(
            "{} repaired in {} us: {}",
            place,
            repaired.durationMicros(),
            String.join("; ", repaired.steps()),
            fields);
        told.put(where, calm.getOrDefault(where, State.INVERTED));
      }
      case Event.Contested contested -> {
        String who = contested.opponent();
        LOG.warn(
            "{} is contested: {} undoes each repair, so they pause. See who adds rules with"
                + " `ip {} monitor rule`.",
            place,
            who.isEmpty() ? "an unknown program" : who,
            where.family().option(),
            fields(Kind.CONTESTED, where, who, List.of()));
        told.put(where, State.CONTESTED);
      }
      case Event.Leak(_, String reason) -> {
        LOG.warn("{} leaks: {}", place, reason, fields(Kind.LEAK, where, "", List.of(reason)));
        told.put(where, State.LEAK);
      }
      case Event.Withdrawn(_, List<String> steps) ->
          LOG.info(
              "{} withdrew what it had put back, the tunnel is gone: {}",
              place,
              String.join("; ", steps),
              fields(Kind.WITHDRAWN, where, "", steps));
      case Event.Undone(_, List<String> steps) ->
          LOG.info(
              "{} undone, an operator wants it: {}",
              place,
              String.join("; ", steps),
              fields(Kind.UNDONE, where, "", steps));
      case Event.Refused(_, String reason) ->
          LOG.warn(
              "{} was not repaired: {}",
              place,
              reason,
              fields(Kind.REFUSED, where, "", List.of(reason)));
    }
  }

  private static JournalFields fields(
      Kind kind, ScopeFamily where, String opponent, List<String> texts) {
    return JournalFields.of(kind, where, opponent, texts);
  }

  private static String place(ScopeFamily where) {
    String family = where.family().text();
    return where.scope().isOwn() ? family : family + " in namespace " + where.netns();
  }

  private static String blame(String opponent) {
    return opponent.isEmpty() ? "" : " It is the work of " + opponent + ".";
  }

  /** A state that no event has told of. */
  private void write(ScopeFamily where, FamilyStatus family) {
    String place = place(where);
    String state = family.state().text();
    String reason = family.reason();
    JournalFields fields = JournalFields.ofState(state, where, reason);
    switch (family.state()) {
      case IDLE, OK -> {
        LOG.info("{} is {}: {}", place, state, reason, fields);
        calm.put(where, family.state());
      }
      case INVERTED, CONTESTED, DEGRADED, LEAK ->
          LOG.warn(
              "{} is {}: {} Look closer with `rulewarden check`.", place, state, reason, fields);
    }
  }
}
