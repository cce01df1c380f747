package io.github.rulewarden.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.policy.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.freedesktop.dbus.types.UInt64;
import org.junit.jupiter.api.Test;

/** Events as signals, there and back. */
class SignalsTest {
  @Test
  void whatASignalTellsIsTheEventAgain() {
    for (Family family : Family.values()) {
      for (Event event :
          List.of(
              new Event.Inverted(Scope.OWN.of(family), "5209 is ahead", ""),
              new Event.Repaired(
                  Scope.named("blue").of(family), List.of("add", "del"), Long.MAX_VALUE),
              new Event.Repaired(Scope.OWN.of(family), List.of(), 0),
              new Event.Contested(Scope.OWN.of(family), "pid 77"),
              new Event.Leak(Scope.OWN.of(family), "wg0's pair is gone"))) {
        Signals.Signal signal = Signals.of(event).orElseThrow();
        assertEquals(Optional.of(event), Signals.event(signal.member(), read(signal.values())));
      }
    }
  }

  /** It has no place in the contract. */
  @Test
  void theOpponentOfAnInversionStaysBehind() {
    Event event =
        new Event.Inverted(Scope.OWN.of(Family.IPV4), "5209 is ahead", "wg-quick (pid 77)");
    Signals.Signal signal = Signals.of(event).orElseThrow();
    assertEquals(
        List.of(new Value.Text(""), new Value.Text("ipv4"), new Value.Text("5209 is ahead")),
        signal.values());
  }

  @Test
  void theContractHasNoSignalForTheRest() {
    for (Event event :
        List.of(
            new Event.Refused(Scope.OWN.of(Family.IPV4), "a twin"),
            new Event.Withdrawn(Scope.OWN.of(Family.IPV4), List.of()),
            new Event.Undone(Scope.OWN.of(Family.IPV4), List.of()),
            new Event.Reloaded(Scope.OWN, ""),
            new Event.ModeSet(Scope.OWN, Mode.OBSERVE))) {
      assertEquals(Optional.empty(), Signals.of(event));
    }
  }

  @Test
  void aSignalOfAnotherVersionIsPassedOver() {
    assertUnknown("Exploded", "", "ipv4", "why");
    assertUnknown("Inverted", "", "ipv5", "why");
    assertUnknown("Inverted", "", "ipv4");
    assertUnknown("Inverted");
    assertUnknown("Inverted", "", "ipv4", 7);
    assertUnknown("Inverted", "", "ipv4", "why", "more");
    assertUnknown("Leak", 7, "ipv4", "why");
    assertUnknown("Repaired", "", "ipv4", "why");
    assertUnknown("Repaired", "", "ipv4", List.of(), "long");
    assertUnknown("Repaired", "", "ipv4", "steps", new UInt64(1));
  }

  private static void assertUnknown(String member, Object... values) {
    assertEquals(Optional.empty(), Signals.event(member, values));
  }

  /** What dbus-java makes of them; WireTest shows that it does. */
  private static Object[] read(List<Value> values) {
    List<Object> read = new ArrayList<>();
    for (Value value : values) {
      read.add(
          switch (value) {
            case Value.Text text -> text.text();
            case Value.Texts texts -> texts.texts();
            case Value.Unsigned64 number -> new UInt64(number.number());
            default -> throw new AssertionError(value);
          });
    }
    return read.toArray();
  }
}
