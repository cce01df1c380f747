package io.github.rulewarden.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.Bus;
import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.GapCheck;
import io.github.rulewarden.testing.Rulewarden;
import io.github.rulewarden.testing.Tailscale;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.Watcher;
import io.github.rulewarden.testing.WireGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Scenario 25: undo puts moved rules back where wg-quick had them. */
@Timeout(600)
class UndoIT {
  @RegisterExtension final TestHost host = TestHost.create();

  private final Watcher watcher = Watcher.on(host);

  @Test
  void theDaemonPutsEverythingBackAndLeavesItSo() throws Exception {
    Bus bus = Bus.on(host);
    Tailscale.startOn(host);
    WireGuard tunnel = WireGuard.on(host);
    tunnel.up();
    String before = rules();
    Daemon daemon = Daemon.on(host).on(bus).start();
    bus.awaitService();
    watcher.awaitOrder(WireGuard.USUAL_TABLE);
    assertNotEquals(before, rules());

    String done = bus.call("Undo").require();

    assertEquals(before, rules());
    assertTrue(done.contains("ip -4 rule add"), done);
    assertEquals("s \"observe\"", bus.property("Mode"));
    assertEquals("s \"inverted\"", bus.property("State"));
    assertEquals("as 0", bus.call("Undo").require().strip());
    GapCheck.assertNone(watcher.states(), daemon::did);

    tunnel.down();
    assertFalse(rules().contains("51820"), this::rules);
    assertFalse(rules().contains("suppress"), this::rules);
  }

  @Test
  void setToRepairItRepairsAgain() throws Exception {
    Bus bus = Bus.on(host);
    Tailscale.startOn(host);
    WireGuard tunnel = WireGuard.on(host);
    tunnel.up();
    Daemon.on(host).on(bus).start();
    bus.awaitService();
    bus.call("Undo").require();
    bus.call("SetMode", "s", "repair").require();
    watcher.awaitOrder(WireGuard.USUAL_TABLE);
    EndState.assertRight(host, tunnel.name());
  }

  @Test
  void afterTheDaemonIsGoneTheStateFileHoldsWhatToPutBack() throws Exception {
    Tailscale.startOn(host);
    WireGuard tunnel = WireGuard.on(host);
    tunnel.up();
    String before = rules();
    Daemon daemon = Daemon.on(host).start();
    watcher.awaitOrder(WireGuard.USUAL_TABLE);
    daemon.kill();

    Rulewarden.run(host, "repair", "--undo").require();

    assertEquals(before, rules());
    assertEquals("nothing to do\n", Rulewarden.run(host, "repair", "--undo").require());
  }

  private String rules() {
    StringBuilder rules = new StringBuilder();
    for (Family family : Family.values()) {
      rules.append(host.ip(family.option() + " -details rule"));
    }
    return rules.toString();
  }
}
