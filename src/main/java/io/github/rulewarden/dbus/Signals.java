package io.github.rulewarden.dbus;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.fib.ScopeFamily;
import java.util.List;
import java.util.Optional;
import org.freedesktop.dbus.types.UInt64;

/** Manager1's signals: events on their way out, and back. */
final class Signals {
  /** What a signal is called and carries. */
  record Signal(String member, List<Value> values) {}

  private Signals() {}

  /** The signal that tells of an event; the contract has none for some, State and Reason tell. */
  static Optional<Signal> of(Event event) {
    return switch (event) {
      case Event.Inverted inverted -> signal("Inverted", inverted, text(inverted.reason()));
      case Event.Repaired repaired ->
          signal(
              "Repaired",
              repaired,
              new Value.Texts(repaired.steps()),
              new Value.Unsigned64(repaired.durationMicros()));
      case Event.Contested contested -> signal("Contested", contested, text(contested.opponent()));
      case Event.Leak leak -> signal("Leak", leak, text(leak.reason()));
      case Event.Refused _, Event.Withdrawn _, Event.Undone _, Event.Reloaded _, Event.ModeSet _ ->
          Optional.empty();
    };
  }

  private static Optional<Signal> signal(String member, Event.OfFamily event, Value... more) {
    Value netns = text(event.scope().text());
    Value family = text(event.family().text());
    List<Value> values =
        more.length == 1
            ? List.of(netns, family, more[0])
            : List.of(netns, family, more[0], more[1]);
    return Optional.of(new Signal(member, values));
  }

  private static Value text(String text) {
    return new Value.Text(text);
  }

  /** The event that a signal tells of; empty for one that this program does not know. */
  static Optional<Event> event(String member, Object[] values) {
    if (values.length < 3
        || !(values[0] instanceof String netns)
        || !(values[1] instanceof String word)) {
      return Optional.empty();
    }
    for (Family family : Family.values()) {
      if (family.text().equals(word)) {
        return event(member, Scope.ofText(netns).of(family), values);
      }
    }
    return Optional.empty();
  }

  private static Optional<Event> event(String member, ScopeFamily where, Object[] values) {
    if (values.length == 3 && values[2] instanceof String text) {
      return switch (member) {
        case "Inverted" -> Optional.of(new Event.Inverted(where, text, ""));
        case "Contested" -> Optional.of(new Event.Contested(where, text));
        case "Leak" -> Optional.of(new Event.Leak(where, text));
        default -> Optional.empty();
      };
    }
    if (values.length == 4
        && member.equals("Repaired")
        && values[2] instanceof List<?> steps
        && values[3] instanceof UInt64 micros) {
      return Optional.of(new Event.Repaired(where, ReplyDecoder.texts(steps), micros.longValue()));
    }
    return Optional.empty();
  }
}
