package io.github.rulewarden.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.freedesktop.dbus.types.UInt64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Scenario 27: whatever the bus does, the daemon goes on repairing, and is back on it. What
 * happened meanwhile is not told again, but how things stand is.
 */
@Timeout(600)
class BusTroubleIT {
  private static final long TABLE = WireGuard.USUAL_TABLE;

  /** What is measured is repairs, one after the other; nobody is to be tired of them. */
  private static final String TIRELESS = "leaks.restore = false\nbudget.repairs = 100000\n";

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
    assertBackAndRight(1);
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
    assertBackAndRight(1);
  }

  @Test
  void aBusThatIsAwayForAMomentIsFoundAgain() throws Exception {
    launch();
    try (BusWatch watch = new BusWatch(bus.address())) {
      watch.awaitOwner();
    }
    repairOnce();
    bus.stop();
    bus.startAgain();
    assertBackAndRight(1);
  }

  @Test
  void aBusThatRefusesTheNameIsNoReasonToStop() throws Exception {
    bus.close();
    bus = PrivateBus.startStrict(); // Nobody owns anything here.
    Daemon daemon = launch();
    repairOnce();
    assertTrue(daemon.log().contains("refuses the name io.github.rulewarden"), daemon::log);
  }

  /** The daemon's last write to the bus waits for room, from before a repair until after it. */
  @Test
  void noRepairWaitsForABusThatTakesNothing() throws Exception {
    Daemon daemon = launch();
    try (BusWatch watch = new BusWatch(bus.address())) {
      watch.awaitOwner();
      signal("-STOP");
      assertTrue(Patience.until(() -> isRepairedWhileAWriteWaits(daemon)), daemon::log);
      // Then it leaves that connection, and the bus has it back when it reads again.
      daemon.awaitLog("it takes nothing more");
      signal("-CONT");
      assertTrue(Patience.until(() -> connections(daemon) == 2), daemon::log);
      tunnel.addPair(Family.IPV6);
      while (!watch.awaitSignal("Repaired").startsWith("[, ipv6, ")) {
        // Those of before come first.
      }
    }
  }

  private Daemon launch() throws Exception {
    return Daemon.on(host)
        .configured(TIRELESS)
        .with("DBUS_SYSTEM_BUS_ADDRESS", bus.address())
        .start();
  }

  private void repairOnce() {
    tunnel.addPair(Family.IPV4);
    watcher.await("order in IPv4", state -> state.isRight(Family.IPV4, TABLE));
  }

  private boolean isRepairedWhileAWriteWaits(Daemon daemon) {
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

  private void assertBackAndRight(long repairs) throws Exception {
    try (BusWatch watch = new BusWatch(bus.address())) {
      watch.awaitOwner();
      assertEquals("ok", watch.property("State"));
      assertTrue(((UInt64) watch.property("Repairs")).longValue() >= repairs);
      // Of what is past nothing is told: the first signal is of the next inversion.
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
