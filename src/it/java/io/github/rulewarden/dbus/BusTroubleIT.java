package io.github.rulewarden.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.PrivateBus;
import io.github.rulewarden.testing.Program;
import io.github.rulewarden.testing.RepairTimes;
import io.github.rulewarden.testing.Tailscale;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.Tunnel;
import io.github.rulewarden.testing.Watcher;
import io.github.rulewarden.testing.WireGuard;
import java.time.Duration;
import org.freedesktop.dbus.types.UInt64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Scenario 27: whatever the bus does, the daemon goes on repairing as fast as ever, and is back
 * within five seconds. What happened meanwhile is not told again, but how things stand is.
 */
@Timeout(120)
class BusTroubleIT {
  private static final Duration BACK = Duration.ofSeconds(5);
  private static final long TABLE = WireGuard.USUAL_TABLE;

  /** What is measured is repairs, one after the other; nobody is to be tired of them. */
  private static final String TIRELESS = "leaks.restore = false\nbudget.repairs = 100000\n";

  private static final int ROUNDS = 40;

  /** Of two medians on a machine that others use too. */
  private static final int NOISE = 3;

  private static final long NOISE_MICROS = 5_000;

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

  @Test
  void aBusThatTakesNothingDelaysNoRepair() throws Exception {
    launch();
    try (BusWatch watch = new BusWatch(bus.address())) {
      watch.awaitOwner();
      RepairTimes quiet = repairOften();
      signal("-STOP");
      RepairTimes stuck = repairOften();
      signal("-CONT");
      System.out.println("the bus reads: " + quiet + "\nthe bus is stuck: " + stuck);
      assertTrue(stuck.at(50) <= NOISE * quiet.at(50) + NOISE_MICROS, quiet + "; " + stuck);
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

  private RepairTimes repairOften() {
    int begin = watcher.states().size() - 1;
    for (int i = 0; i < ROUNDS; i++) {
      repairOnce();
      tunnel.deletePair(Family.IPV4);
      watcher.settle();
    }
    return RepairTimes.of(watcher.states().subList(begin, watcher.states().size()));
  }

  private void assertBackAndRight(long repairs) throws Exception {
    try (BusWatch watch = new BusWatch(bus.address())) {
      assertTimeout(BACK, watch::awaitOwner);
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
