package io.github.rulewarden.systemd;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.FamilyStatus;
import io.github.rulewarden.api.HistoryEntry.Kind;
import io.github.rulewarden.api.State;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.api.StatusListener;
import io.github.rulewarden.daemon.Clock;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.fib.ScopeFamily;
import io.github.rulewarden.policy.plan.Step;
import io.github.rulewarden.text.EventText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each event, and each new state or new reason with what an operator can do about it. */
public final class LogListener implements StatusListener {
  private static final Logger LOG = LoggerFactory.getLogger(LogListener.class);

  /** A reason that changes with each event must not fill the journal. */
  private static final long REASON_INTERVAL_NANOS = 10_000_000_000L;

  /**
   * What the log reported last about a family.
   *
   * @param reason empty if an event with a text of its own reported it: the next reason explains
   *     the same and is not logged
   */
  private record Logged(State state, Optional<String> reason) {
    boolean covers(Logged next) {
      return state == next.state && (reason.isEmpty() || reason.equals(next.reason));
    }
  }

  private final Clock clock;
  private final Map<ScopeFamily, Logged> logged = new HashMap<>();

  /** When the log last reported a new reason of the same state, {@link Clock#nanos()}. */
  private final Map<ScopeFamily, Long> reasonLogged = new HashMap<>();

  /**
   * The last state of each family that was idle or ok: a repair returns to it without a message.
   */
  private final Map<ScopeFamily, State> normal = new HashMap<>();

  public LogListener(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void report(Status status, List<Event> events) {
    for (Event event : events) {
      log(event);
    }
    for (FamilyStatus family : status.families()) {
      ScopeFamily where = family.where();
      Logged next = new Logged(family.state(), Optional.of(cause(family)));
      Optional<Logged> before = Optional.ofNullable(logged.get(where));
      boolean isSameState = before.isPresent() && before.get().state() == next.state();
      if (before.isPresent() && before.get().covers(next)) {
        logged.put(where, next);
      } else if (!isSameState || mayLogReason(where)) {
        logged.put(where, next);
        logState(where, family);
      }
    }
  }

  /** Whether a new reason of the same state is logged now; else a later report logs it. */
  private boolean mayLogReason(ScopeFamily where) {
    long now = clock.nanos();
    Optional<Long> last = Optional.ofNullable(reasonLogged.get(where));
    if (last.isPresent() && now - last.get() < REASON_INTERVAL_NANOS) {
      return false;
    }
    reasonLogged.put(where, now);
    return true;
  }

  /** The reason, except for its countdown while repairs are paused. */
  private static String cause(FamilyStatus family) {
    return family.state() == State.CONTESTED ? "" : family.reason();
  }

  private void reported(ScopeFamily where, State state) {
    logged.put(where, new Logged(state, Optional.empty()));
  }

  private void log(Event event) {
    switch (event) {
      case Event.OfFamily ofFamily -> log(ofFamily);
      case Event.Reloaded(Scope scope, String problem) -> {
        JournalFields fields = JournalFields.of(Kind.RELOADED, scope, Optional.empty());
        String text = EventText.reloaded(problem);
        if (problem.isEmpty()) {
          LOG.info("{}", text, fields);
        } else {
          LOG.warn("{}", text, fields);
        }
      }
      case Event.ModeSet mode ->
          LOG.info(
              "{}",
              EventText.modeSet(mode.mode()),
              JournalFields.of(Kind.MODE_SET, mode.scope(), Optional.empty()));
    }
  }

  private void log(Event.OfFamily event) {
    ScopeFamily where = event.where();
    String name = name(where);
    switch (event) {
      case Event.Inverted inverted -> {
        String reason = inverted.reason();
        String opponent = inverted.opponent();
        JournalFields fields =
            JournalFields.of(Kind.INVERTED, where, opponent, List.of(), List.of(reason));
        LOG.warn("{} is inverted: {}{}", name, reason, cause(opponent), fields);
        reported(where, State.INVERTED);
      }
      case Event.Repaired repaired -> {
        JournalFields fields =
            JournalFields.of(Kind.REPAIRED, where, "", repaired.steps(), List.of());
        LOG.info(
            "{} repaired in {} us: {}",
            name,
            repaired.durationMicros(),
            EventText.changes(repaired.steps()),
            fields);
        reported(where, normal.getOrDefault(where, State.INVERTED));
      }
      case Event.Contested contested -> {
        String opponent = contested.opponent();
        LOG.warn(
            "{} is contested: {} `rulewarden history` names the process if it is known.",
            name,
            EventText.contested(opponent),
            JournalFields.of(Kind.CONTESTED, where, opponent, List.of(), List.of()));
        reported(where, State.CONTESTED);
      }
      case Event.Leak(_, String reason) -> {
        LOG.warn(
            "{} leaks: {}",
            name,
            reason,
            JournalFields.of(Kind.LEAK, where, "", List.of(), List.of(reason)));
        reported(where, State.LEAK);
      }
      case Event.Withdrawn(_, List<Step> steps) -> {
        String text = EventText.withdrawn(steps);
        LOG.info(
            "{}: {}", name, text, JournalFields.of(Kind.WITHDRAWN, where, "", steps, List.of()));
      }
      case Event.Undone undone -> {
        String text = EventText.undone(undone);
        LOG.info(
            "{}: {}",
            name,
            text,
            JournalFields.of(Kind.UNDONE, where, "", undone.steps(), List.of(text)));
      }
      case Event.Refused(_, String reason) -> {
        LOG.warn(
            "{} was not repaired: {}",
            name,
            reason,
            JournalFields.of(Kind.REFUSED, where, "", List.of(), List.of(reason)));
        Optional<Logged> before = Optional.ofNullable(logged.get(where));
        if (before.isPresent()) {
          reported(where, before.get().state());
        }
      }
    }
  }

  private static String name(ScopeFamily where) {
    String family = where.family().text();
    return where.scope().isOwn() ? family : family + " in namespace " + where.netns();
  }

  private static String cause(String opponent) {
    return opponent.isEmpty() ? "" : " " + EventText.causedBy(opponent);
  }

  /** Logs a state that no event has reported. */
  private void logState(ScopeFamily where, FamilyStatus family) {
    String name = name(where);
    String state = family.state().text();
    String reason = family.reason();
    JournalFields fields = JournalFields.ofState(state, where, reason);
    switch (family.state()) {
      case IDLE, OK -> {
        LOG.info("{} is {}: {}", name, state, reason, fields);
        normal.put(where, family.state());
      }
      case INVERTED, CONTESTED, DEGRADED, LEAK ->
          LOG.warn("{} is {}: {} For details run `rulewarden check`.", name, state, reason, fields);
    }
  }
}
