package io.github.rulewarden.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.dbus.protocol.Value;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.OwnThreads.Activity;
import io.github.rulewarden.testing.Patience;
import io.github.rulewarden.testing.PrivateBus;
import io.github.rulewarden.testing.Program;
import io.github.rulewarden.testing.Tailscale;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.Tunnel;
import io.github.rulewarden.testing.Watcher;
import io.github.rulewarden.testing.WireGuard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Scenario 27: whatever the bus does, the daemon continues to repair, and reconnects. It does not
 * report past events after that, but the current status.
 */
@Timeout(600)
class BusTroubleIT {
  private static final long TABLE = WireGuard.USUAL_TABLE;

  /** The tests need many repairs in a row, so the budget must not pause them. */
  private static final String UNLIMITED_REPAIRS =
      "leaks.restore = false\nbudget.repairs = 100000\n";

  private static final String ON_THE_BUS = "On the bus at ";

  @RegisterExtension final TestHost host = TestHost.create();

  private final Watcher watcher = Watcher.on(host);
  private PrivateBus bus;
  private Tunnel tunnel;

  @BeforeEach
  void start() throws Exception {
    bus = PrivateBus.start();
    Tailscale.startOn(host);
    tunnel = Tunnel.on(host, "vpn0", TABLE);
  }

  @AfterEach
  void stop() throws Exception {
    bus.close();
  }

  @Test
  void aBusThatIsAbsentAtTheStartIsFound() throws Exception {
    bus.stop();
    launch();
    repairOnce();

    bus.startAgain();
    assertReconnectedAndUpToDate(1);
  }

  @Test
  void aBusThatIsRestartedIsFoundAgain() throws Exception {
    launch();
    try (BusWatch watch = new BusWatch(bus.address())) {
      watch.awaitOwner();
    }
    bus.stop();
    repairOnce();

    bus.startAgain();
    assertReconnectedAndUpToDate(1);
  }

  @Test
  void aBusThatIsBrieflyAbsentIsFoundAgain() throws Exception {
    launch();
    try (BusWatch watch = new BusWatch(bus.address())) {
      watch.awaitOwner();
    }
    repairOnce();
    bus.stop();
    bus.startAgain();
    assertReconnectedAndUpToDate(1);
  }

  @Test
  void aBusThatRefusesTheNameDoesNotStopTheDaemon() throws Exception {
    bus.close();
    bus = PrivateBus.startStrict(); // No user may own a name on this bus.
    Daemon daemon = launch();
    repairOnce();
    assertTrue(daemon.log().contains("refuses the name io.github.rulewarden"), daemon::log);
  }

  /** The daemon's last write to the bus blocks from before a repair until after it. */
  @Test
  void noRepairWaitsForABusThatReadsNothing() throws Exception {
    Daemon daemon = launch();
    try (BusWatch watch = new BusWatch(bus.address())) {
      watch.awaitOwner();
      signal("-STOP");
      assertTrue(Patience.until(() -> isRepairedWhileAWriteBlocks(daemon)), daemon::log);
      // The daemon closes the connection, and reconnects when the bus reads again.
      daemon.awaitLog("the bus reads nothing more");
      signal("-CONT");
      assertTrue(Patience.until(() -> connections(daemon) == 2), daemon::log);
      tunnel.addPair(Family.IPV6);
      while (!watch.awaitSignal("Repaired").startsWith("[, ipv6, ")) {
        // The signals of earlier repairs arrive first.
      }
    }
  }

  private Daemon launch() throws Exception {
    return Daemon.on(host)
        .configured(UNLIMITED_REPAIRS)
        .with("DBUS_SYSTEM_BUS_ADDRESS", bus.address())
        .start();
  }

  private void repairOnce() {
    tunnel.addPair(Family.IPV4);
    watcher.await("order in IPv4", state -> state.isRight(Family.IPV4, TABLE));
  }

  private boolean isRepairedWhileAWriteBlocks(Daemon daemon) {
    Activity before = daemon.activity("bus-signals");
    repairOnce();
    Activity after = daemon.activity("bus-signals");
    tunnel.deletePair(Family.IPV4);
    watcher.settle();
    return before.equals(after)
        && before.function().filter(function -> function.contains("send")).isPresent();
  }

  private static int connections(Daemon daemon) {
    return daemon.log().split(ON_THE_BUS, -1).length - 1;
  }

  private void assertReconnectedAndUpToDate(long repairs) throws Exception {
    try (BusWatch watch = new BusWatch(bus.address())) {
      watch.awaitOwner();
      assertEquals(new Value.Text("ok"), watch.property("State"));
      assertTrue(((Value.Unsigned64) watch.property("Repairs")).number() >= repairs);
      // Past events are not reported: the first signal is about the next inversion.
      tunnel.addPair(Family.IPV6);
      String first = watch.awaitSignal("Inverted");
      assertTrue(first.startsWith("[, ipv6, "), first);
      watcher.await("order in IPv6", state -> state.isRight(Family.IPV6, TABLE));
    }
  }

  private void signal(String signal) throws Exception {
    Program.run("kill", signal, Long.toString(bus.process().pid())).require();
  }
}
