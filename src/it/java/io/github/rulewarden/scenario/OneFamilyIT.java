package io.github.rulewarden.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.Bus;
import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.GapCheck;
import io.github.rulewarden.testing.RuleState.RuleEvent;
import io.github.rulewarden.testing.Tailscale;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.Tunnel;
import io.github.rulewarden.testing.Watcher;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Only one family is inverted; the other one stays in order. */
@Timeout(600)
class OneFamilyIT {
  private static final long TABLE = 51820;

  @RegisterExtension final TestHost host = TestHost.create();

  private final Watcher watcher = Watcher.on(host);

  @ParameterizedTest
  @EnumSource
  void thatFamilyAloneIsTouched(Family inverted) throws Exception {
    Family other = other(inverted);
    Bus bus = Bus.on(host);
    Tunnel tunnel = Tunnel.on(host, "one0", TABLE);
    tunnel.addPair(other);
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).on(bus).start();
    bus.awaitService();

    tunnel.addPair(inverted);

    watcher.await("the right order", state -> state.isRight(TABLE));
    bus.awaitSignal("Repaired", values -> values.getString(1).equals(inverted.text()));
    for (RuleEvent event : daemonsEvents(daemon)) {
      assertEquals(inverted, event.family(), event::toString);
    }
    GapCheck.assertNone(watcher.states(), daemon::did);
    assertEquals(0, count(bus.family(other.text()), "inversions"));
    assertEquals(0, count(bus.family(other.text()), "repairs"));
    assertTrue(count(bus.family(inverted.text()), "inversions") > 0);
    assertTrue(count(bus.family(inverted.text()), "repairs") > 0);
  }

  @ParameterizedTest
  @EnumSource
  void theStatusTellsThemApart(Family inverted) throws Exception {
    Bus bus = Bus.on(host);
    Tunnel tunnel = Tunnel.on(host, "one0", TABLE);
    tunnel.addPair(other(inverted));
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).on(bus).configured("mode = \"observe\"").start();
    bus.awaitService();

    tunnel.addPair(inverted);

    bus.awaitSignal("Inverted", values -> values.getString(1).equals(inverted.text()));
    assertEquals("inverted", text(bus.family(inverted.text()), "state"));
    assertEquals("ok", text(bus.family(other(inverted).text()), "state"));
    assertEquals("s \"inverted\"", bus.property("State"));
    watcher.settle();
    assertEquals(List.of(), daemonsEvents(daemon));
  }

  private List<RuleEvent> daemonsEvents(Daemon daemon) {
    return watcher.states().stream()
        .flatMap(state -> state.cause().stream())
        .filter(daemon::did)
        .toList();
  }

  private static Family other(Family family) {
    return family == Family.IPV4 ? Family.IPV6 : Family.IPV4;
  }

  private static int count(JsonObject fields, String name) {
    return fields.getObject(name).getInt("data");
  }

  private static String text(JsonObject fields, String name) {
    return fields.getObject(name).getString("data");
  }
}
