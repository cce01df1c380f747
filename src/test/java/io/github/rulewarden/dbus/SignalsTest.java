package io.github.rulewarden.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.Signal;
import io.github.rulewarden.dbus.protocol.Value;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.fib.ScopeFamily;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Steps;
import io.github.rulewarden.policy.plan.Step;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Events are encoded as signals and decoded again. */
class SignalsTest {
  private static final List<Step> STEPS =
      Steps.ipv4("+5399: from all lookup 7", "-5209: from all lookup 7");
  private static final List<String> COMMANDS =
      List.of(
          "ip -4 rule add priority 5399 from all lookup 7",
          "ip -4 rule del priority 5209 from all lookup 7");

  @Test
  void anEventArrivesAsItsSignal() {
    for (Family family : Family.values()) {
      ScopeFamily own = Scope.OWN.of(family);
      ScopeFamily blue = Scope.named("blue").of(family);
      expect(
          new Signal.Inverted(own, "5209 is ahead"), new Event.Inverted(own, "5209 is ahead", ""));
      expect(
          new Signal.Repaired(blue, COMMANDS, Long.MAX_VALUE),
          new Event.Repaired(blue, STEPS, Long.MAX_VALUE));
      expect(new Signal.Repaired(own, List.of(), 0), new Event.Repaired(own, List.of(), 0));
      expect(new Signal.Contested(own, "pid 77"), new Event.Contested(own, "pid 77"));
      expect(new Signal.Leak(own, "wg0's pair is gone"), new Event.Leak(own, "wg0's pair is gone"));
    }
  }

  private static void expect(Signal signal, Event event) {
    Signals.Encoded encoded = Signals.of(event).orElseThrow();
    assertEquals(Optional.of(signal), Signals.decode(encoded.member(), encoded.values()));
  }

  /** The signal has no argument for the opponent. */
  @Test
  void theOpponentOfAnInversionIsNotSent() {
    Event event =
        new Event.Inverted(Scope.OWN.of(Family.IPV4), "5209 is ahead", "wg-quick (pid 77)");
    Signals.Encoded signal = Signals.of(event).orElseThrow();
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
            new Event.Undone(Scope.OWN.of(Family.IPV4), List.of(), List.of()),
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
    assertEquals(Optional.empty(), Signals.decode(member, List.of(values)));
  }

  private static Value text(String text) {
    return new Value.Text(text);
  }
}
