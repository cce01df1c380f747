package io.github.rulewarden.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.Bus;
import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.GapCheck;
import io.github.rulewarden.testing.RepairTimes;
import io.github.rulewarden.testing.Tailscale;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.Watcher;
import io.github.rulewarden.testing.WireGuard;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The order was right, and a restart of the tunnel inverts it. */
@Timeout(900)
class RestartIT {
  private static final int RESTARTS = 100;
  private static final int DEATHS = 20;

  @RegisterExtension final TestHost host = TestHost.create();

  private final Watcher watcher = Watcher.on(host);

  @Test
  void aTunnelThatWasInOrderAndIsRestartedIsPutBack() throws Exception {
    WireGuard tunnel = WireGuard.on(host).up();
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).start();
    assertTrue(watcher.settle().isRight(WireGuard.USUAL_TABLE));

    tunnel.restart();

    watcher.awaitOrder(WireGuard.USUAL_TABLE);
    EndState.assertRight(host, tunnel.name());
    GapCheck.assertNone(watcher.states(), daemon::did);
  }

  @Test
  void aHundredRestartsLeaveNothingBehindAndAreNoContest() throws Exception {
    Bus bus = Bus.on(host);
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).on(bus).start();
    bus.awaitService();
    WireGuard tunnel = WireGuard.on(host).up();
    watcher.awaitOrder(WireGuard.USUAL_TABLE);

    for (int i = 0; i < RESTARTS; i++) {
      tunnel.restart();
      watcher.awaitOrder(WireGuard.USUAL_TABLE);
    }

    EndState.assertRight(host, tunnel.name());
    GapCheck.assertNone(watcher.states(), daemon::did);
    assertEquals("s \"ok\"", bus.property("State"));
    assertFalse(daemon.log().contains("contested"), daemon::log);
    System.out.println("restarts: " + RepairTimes.of(watcher.states()));
  }

  /** Scenario 42: wg-quick adds its pair again although the dead tunnel's pair still exists. */
  @Test
  void deathsOfTheTunnelLeaveOnePair() throws Exception {
    Bus bus = Bus.on(host);
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).on(bus).start();
    bus.awaitService();
    WireGuard tunnel = WireGuard.on(host).up();
    watcher.awaitOrder(WireGuard.USUAL_TABLE);

    for (int i = 0; i < DEATHS; i++) {
      tunnel.delete();
      tunnel.up();
      watcher.awaitOrder(WireGuard.USUAL_TABLE);
    }

    watcher.settle();
    EndState.assertRight(host, tunnel.name());
    GapCheck.assertNone(watcher.states(), daemon::did);
    assertEquals("s \"ok\"", bus.property("State"));
    assertFalse(daemon.log().contains("contested"), daemon::log);

    tunnel.down();

    assertNoPairIsLeft();
  }

  @Test
  void aDeathOfTheTunnelLeavesOnePairBesideAnotherTunnels() throws Exception {
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).start();
    WireGuard older = WireGuard.on(host, "FwMark = 0x1234").up();
    WireGuard newer = WireGuard.on(host).up();
    watcher.awaitOrder(WireGuard.USUAL_TABLE, 0x1234L);

    newer.delete();
    newer.up();

    watcher.awaitOrder(WireGuard.USUAL_TABLE, 0x1234L);
    older.delete();
    older.up();

    watcher.awaitOrder(WireGuard.USUAL_TABLE, 0x1234L);
    GapCheck.assertNone(watcher.states(), daemon::did);
  }

  @Test
  void wgQuickDownRemovesItsRulesAfterTheyWereMoved() throws Exception {
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).start();
    WireGuard tunnel = WireGuard.on(host).up();
    watcher.awaitOrder(WireGuard.USUAL_TABLE);

    tunnel.down();

    assertNoPairIsLeft();
    GapCheck.assertNone(watcher.states(), daemon::did);
  }

  @Test
  void wgQuickDownRemovesEveryCopy() throws Exception {
    Tailscale.startOn(host);
    WireGuard tunnel = WireGuard.on(host).up();
    for (Family family : Family.values()) {
      // A daemon that was killed between its adds and its deletes leaves these rules.
      host.batch(
          family,
          "rule add pref 5398 table main suppress_prefixlength 0",
          "rule add pref 5399 not fwmark 51820 table 51820");
    }

    tunnel.down();

    assertNoPairIsLeft();
  }

  private void assertNoPairIsLeft() {
    watcher.settle();
    for (Family family : Family.values()) {
      EndState.assertLadder(host, family, List.of());
    }
  }
}
