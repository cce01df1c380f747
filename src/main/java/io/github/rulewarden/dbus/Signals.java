package io.github.rulewarden.dbus;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.dbus.protocol.Value;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.fib.ScopeFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Encodes events as the signals of Manager1, and decodes them. */
final class Signals {
  /** A signal of Manager1. */
  record Signal(String member, List<Value> values) {}

  private Signals() {}

  /** The signal for an event; Manager1 has none for some events, which State and Reason show. */
  static Optional<Signal> of(Event event) {
    return switch (event) {
      case Event.Inverted inverted ->
          signal("Inverted", inverted, new Value.Text(inverted.reason()));
      case Event.Repaired repaired ->
          signal(
              "Repaired",
              repaired,
              new Value.Texts(repaired.steps()),
              new Value.Unsigned64(repaired.durationMicros()));
      case Event.Contested contested ->
          signal("Contested", contested, new Value.Text(contested.opponent()));
      case Event.Leak leak -> signal("Leak", leak, new Value.Text(leak.reason()));
      case Event.Refused _, Event.Withdrawn _, Event.Undone _, Event.Reloaded _, Event.ModeSet _ ->
          Optional.empty();
    };
  }

  private static Optional<Signal> signal(String member, Event.OfFamily event, Value... more) {
    List<Value> values = new ArrayList<>();
    values.add(new Value.Text(event.scope().text()));
    values.add(new Value.Text(event.family().text()));
    values.addAll(List.of(more));
    return Optional.of(new Signal(member, values));
  }

  /** The event of a signal; empty for a signal that this program does not know. */
  static Optional<Event> event(String member, List<Value> values) {
    if (values.size() < 3
        || !(values.get(0) instanceof Value.Text netns)
        || !(values.get(1) instanceof Value.Text text)) {
      return Optional.empty();
    }
    for (Family family : Family.values()) {
      if (family.text().equals(text.text())) {
        return event(
            member, Scope.ofText(netns.text()).of(family), values.subList(2, values.size()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Event> event(String member, ScopeFamily where, List<Value> values) {
    if (values.size() == 1 && values.getFirst() instanceof Value.Text text) {
      return switch (member) {
        case "Inverted" -> Optional.of(new Event.Inverted(where, text.text(), ""));
        case "Contested" -> Optional.of(new Event.Contested(where, text.text()));
        case "Leak" -> Optional.of(new Event.Leak(where, text.text()));
        default -> Optional.empty();
      };
    }
    if (values.size() == 2
        && member.equals("Repaired")
        && values.get(0) instanceof Value.Texts steps
        && values.get(1) instanceof Value.Unsigned64 micros) {
      return Optional.of(new Event.Repaired(where, steps.texts(), micros.number()));
    }
    return Optional.empty();
  }
}
