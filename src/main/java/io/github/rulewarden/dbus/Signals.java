package io.github.rulewarden.dbus;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.Signal;
import io.github.rulewarden.dbus.protocol.Value;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.fib.ScopeFamily;
import io.github.rulewarden.text.StepText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Encodes events as the signals of Manager1, and decodes them. */
final class Signals {
  /** A signal of Manager1 as the bus carries it. */
  record Encoded(String member, List<Value> values) {}

  private Signals() {}

  /** The signal for an event; Manager1 has none for some events, which State and Reason show. */
  static Optional<Encoded> of(Event event) {
    return switch (event) {
      case Event.Inverted inverted ->
          encoded("Inverted", inverted, new Value.Text(inverted.reason()));
      case Event.Repaired repaired ->
          encoded(
              "Repaired",
              repaired,
              new Value.Texts(StepText.commands(repaired.steps())),
              new Value.Unsigned64(repaired.durationMicros()));
      case Event.Contested contested ->
          encoded("Contested", contested, new Value.Text(contested.opponent()));
      case Event.Leak leak -> encoded("Leak", leak, new Value.Text(leak.reason()));
      case Event.Refused _, Event.Withdrawn _, Event.Undone _, Event.Reloaded _, Event.ModeSet _ ->
          Optional.empty();
    };
  }

  private static Optional<Encoded> encoded(String member, Event.OfFamily event, Value... more) {
    List<Value> values = new ArrayList<>();
    values.add(new Value.Text(event.scope().text()));
    values.add(new Value.Text(event.family().text()));
    values.addAll(List.of(more));
    return Optional.of(new Encoded(member, values));
  }

  /** Empty for a signal that this program does not know. */
  static Optional<Signal> decode(String member, List<Value> values) {
    if (values.size() < 3
        || !(values.get(0) instanceof Value.Text netns)
        || !(values.get(1) instanceof Value.Text text)) {
      return Optional.empty();
    }
    for (Family family : Family.values()) {
      if (family.text().equals(text.text())) {
        return decode(
            member, Scope.ofText(netns.text()).of(family), values.subList(2, values.size()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Signal> decode(String member, ScopeFamily where, List<Value> values) {
    if (values.size() == 1 && values.getFirst() instanceof Value.Text text) {
      return switch (member) {
        case "Inverted" -> Optional.of(new Signal.Inverted(where, text.text()));
        case "Contested" -> Optional.of(new Signal.Contested(where, text.text()));
        case "Leak" -> Optional.of(new Signal.Leak(where, text.text()));
        default -> Optional.empty();
      };
    }
    if (values.size() == 2
        && member.equals("Repaired")
        && values.get(0) instanceof Value.Texts commands
        && values.get(1) instanceof Value.Unsigned64 micros) {
      return Optional.of(new Signal.Repaired(where, commands.texts(), micros.number()));
    }
    return Optional.empty();
  }
}
