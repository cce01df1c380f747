package io.github.rulewarden.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.Bus;
import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.GapCheck;
import io.github.rulewarden.testing.Tailscale;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.Tunnel;
import io.github.rulewarden.testing.Watcher;
import io.github.rulewarden.testing.WireGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The daemon gets more events than it can read. */
@Timeout(600)
class StormIT {
  /** A number of events that exceeds the daemon's receive buffer. */
  private static final int EVENTS = 40_000;

  /** The limit for code and buffers that the daemon needs for the first time, in MiB. */
  private static final long MOST_GROWTH_MEBIBYTES = 16;

  private static final List<String> TEN_THOUSAND =
      IntStream.range(0, 10_000)
          .mapToObj(i -> "from 198.18." + i / 256 + "." + i % 256 + " pref 1000 lookup 7")
          .toList();

  @RegisterExtension final TestHost host = TestHost.create();

  @Test
  void anInversionWhoseEventIsLostIsRepairedAllTheSame() throws Exception {
    Watcher watcher = Watcher.on(host);
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).start();
    Tunnel tunnel = Tunnel.on(host, "storm0", WireGuard.USUAL_TABLE);

    daemon.freeze();
    storm();
    for (Family family : Family.values()) {
      tunnel.addPair(family);
    }
    assertNotEquals(0, daemon.droppedMessages(), "the storm was too weak");
    daemon.thaw();

    watcher.awaitOrder(WireGuard.USUAL_TABLE);
    daemon.awaitNoticeThatBegins("STATUS=ok");
    EndState.assertRight(host, tunnel.link());
    GapCheck.assertNone(watcher.states(), daemon::did);
  }

  @Test
  void anInversionInTheMidstOfAStormIsRepaired() throws Exception {
    Watcher watcher = Watcher.on(host);
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).start();
    Tunnel tunnel = Tunnel.on(host, "storm0", WireGuard.USUAL_TABLE);
    Thread storm = Thread.ofPlatform().start(this::storm);

    for (Family family : Family.values()) {
      tunnel.addPair(family);
    }

    watcher.awaitOrder(WireGuard.USUAL_TABLE);
    storm.join();
    EndState.assertRight(host, tunnel.link());
    GapCheck.assertNone(watcher.states(), daemon::did);
  }

  @Test
  void tenThousandRulesAheadOfThePairComeAndGo() throws Exception {
    Bus bus = Bus.on(host);
    Tailscale.startOn(host);
    Tunnel tunnel = Tunnel.on(host, "storm0", WireGuard.USUAL_TABLE);
    for (Family family : Family.values()) {
      tunnel.addPair(family);
    }
    Daemon daemon = Daemon.on(host).on(bus).start();
    bus.awaitService();
    EndState.assertRight(host, tunnel.link());
    long before = daemon.residentMebibytes();

    host.batch(Family.IPV4, TEN_THOUSAND.stream().map("rule add "::concat).toList());
    // One inversion happens among the events: the test repeats wg-quick's commands.
    tunnel.deletePair(Family.IPV4);
    tunnel.addPair(Family.IPV4);
    bus.awaitSignal(
        "Repaired", values -> values.getArray(2).toString().contains("del priority 99"));
    host.batch(Family.IPV4, TEN_THOUSAND.stream().map("rule del "::concat).toList());

    bus.call("Repair").require();
    EndState.assertRight(host, tunnel.link());
    assertEquals("s \"ok\"", bus.property("State"));
    // The machine's speed determines how many events the kernel drops.
    if (daemon.droppedMessages() == 0) {
      assertFalse(daemon.log().contains("degraded"), daemon::log);
    }
    daemon.awaitMebibytes(before + MOST_GROWTH_MEBIBYTES);
  }

  @Test
  void fiftyTunnelsComeAndGo() throws Exception {
    Watcher watcher = Watcher.on(host);
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).start();
    long before = daemon.residentMebibytes();
    List<Tunnel> tunnels = new ArrayList<>();
    List<Long> newestFirst = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Tunnel tunnel = Tunnel.on(host, "storm" + i, WireGuard.USUAL_TABLE + i);
      for (Family family : Family.values()) {
        tunnel.addPair(family);
      }
      tunnels.add(tunnel);
      newestFirst.addFirst(WireGuard.USUAL_TABLE + i);
    }
    watcher.awaitOrder(newestFirst.toArray(Long[]::new));

    for (Tunnel tunnel : tunnels.reversed()) {
      for (Family family : Family.values()) {
        tunnel.deletePair(family);
      }
      tunnel.deleteLink();
    }

    watcher.awaitOrder();
    for (Family family : Family.values()) {
      EndState.assertLadder(host, family, List.of());
    }
    GapCheck.assertNone(watcher.states(), daemon::did);
    assertCalm(daemon, before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"52", "main"})
  void aHundredThousandRouteEventsCostNoEventAboutARule(String table) throws Exception {
    Watcher watcher = Watcher.on(host);
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).start();
    Tunnel tunnel = Tunnel.on(host, "storm0", WireGuard.USUAL_TABLE);
    long before = daemon.residentMebibytes();
    List<String> routes = new ArrayList<>();
    for (String verb : List.of("add", "del")) {
      for (int i = 0; i < 50_000; i++) {
        routes.add(
            "route " + verb + " 20.0." + i / 256 + "." + i % 256 + " dev eth0 table " + table);
      }
    }
    Thread storm = Thread.ofPlatform().start(() -> host.batch(Family.IPV4, routes));

    for (Family family : Family.values()) {
      tunnel.addPair(family);
    }

    watcher.awaitOrder(WireGuard.USUAL_TABLE);
    storm.join();
    EndState.assertRight(host, tunnel.link());
    assertCalm(daemon, before);
  }

  /**
   * Asserts that no event was lost or reported as lost, and that the daemon released its memory.
   */
  private static void assertCalm(Daemon daemon, long mebibytesBefore) throws Exception {
    assertEquals(0, daemon.droppedMessages());
    assertFalse(daemon.log().contains("degraded"), daemon::log);
    daemon.awaitMebibytes(mebibytesBefore + MOST_GROWTH_MEBIBYTES);
  }

  /** Adds and deletes one rule repeatedly. */
  private void storm() {
    List<String> commands = new ArrayList<>();
    for (int i = 0; i < EVENTS / 2; i++) {
      commands.add("rule add from 203.0.113.1 pref 7000 table 7");
      commands.add("rule del from 203.0.113.1 pref 7000 table 7");
    }
    host.batch(Family.IPV4, commands);
  }
}
