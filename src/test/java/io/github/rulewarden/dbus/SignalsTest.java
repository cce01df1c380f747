package io.github.rulewarden.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.dbus.protocol.Value;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.policy.Mode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Events are encoded as signals and decoded again. */
class SignalsTest {
  @Test
  void aSignalIsDecodedToTheSameEvent() {
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
        assertEquals(Optional.of(event), Signals.event(signal.member(), signal.values()));
      }
    }
  }

  /** The signal has no argument for it. */
  @Test
  void theOpponentOfAnInversionIsNotSent() {
    Event event =
        new Event.Inverted(Scope.OWN.of(Family.IPV4), "5209 is ahead", "wg-quick (pid 77)");
    Signals.Signal signal = Signals.of(event).orElseThrow();
    assertEquals(
        List.of(new Value.Text(""), new Value.Text("ipv4"), new Value.Text("5209 is ahead")),
        signal.values());
  }

  @Test
  void otherEventsHaveNoSignal() {
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
  void aSignalOfAnotherVersionIsIgnored() {
    Value ipv4 = text("ipv4");
    Value number = new Value.Unsigned64(7);
    assertUnknown("Exploded", text(""), ipv4, text("why"));
    assertUnknown("Inverted", text(""), text("ipv5"), text("why"));
    assertUnknown("Inverted", text(""), ipv4);
    assertUnknown("Inverted");
    assertUnknown("Inverted", text(""), ipv4, number);
    assertUnknown("Inverted", text(""), ipv4, text("why"), text("more"));
    assertUnknown("Leak", number, ipv4, text("why"));
    assertUnknown("Repaired", text(""), ipv4, text("why"));
    assertUnknown("Repaired", text(""), ipv4, new Value.Texts(List.of()), text("long"));
    assertUnknown("Repaired", text(""), ipv4, text("steps"), number);
  }

  private static void assertUnknown(String member, Value... values) {
    assertEquals(Optional.empty(), Signals.event(member, List.of(values)));
  }

  private static Value text(String text) {
    return new Value.Text(text);
  }
}
