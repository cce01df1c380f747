package io.github.rulewarden.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.Bus;
import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.GapCheck;
import io.github.rulewarden.testing.RuleState;
import io.github.rulewarden.testing.Tailscale;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.Tunnel;
import io.github.rulewarden.testing.Watcher;
import io.github.rulewarden.testing.WireGuard;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** More events than one can read, and rules that are odd but lawful. */
@Timeout(60)
class StormIT {
  /** More than the daemon's receive buffer holds. */
  private static final int EVENTS = 40_000;

  @RegisterExtension final TestHost host = TestHost.create();

  private final Watcher watcher = Watcher.on(host);

  @Test
  void anInversionWhoseEventIsLostIsRepairedAllTheSame() throws Exception {
    Bus bus = Bus.on(host);
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).on(bus).start();
    bus.awaitService();
    Tunnel tunnel = Tunnel.on(host, "storm0", WireGuard.USUAL_TABLE);

    daemon.freeze();
    storm();
    for (Family family : Family.values()) {
      tunnel.addPair(family);
    }
    daemon.thaw();

    watcher.awaitOrder(WireGuard.USUAL_TABLE);
    EndState.assertRight(host, tunnel.link());
    GapCheck.assertNone(watcher.states(), daemon::did);
    assertTrue(daemon.log().contains("dropped events"), daemon::log);
  }

  @Test
  void anInversionInTheMidstOfAStormIsRepaired() throws Exception {
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).start();
    Tunnel tunnel = Tunnel.on(host, "storm0", WireGuard.USUAL_TABLE);
    Thread storm = Thread.ofPlatform().start(this::storm);

    for (Family family : Family.values()) {
      tunnel.addPair(family);
    }

    watcher.await(
        "the right order", state -> inOrder(state, Family.IPV4) && inOrder(state, Family.IPV6));
    storm.join();
    EndState.assertRight(host, tunnel.link());
    GapCheck.assertNone(watcher.states(), daemon::did);
  }

  @Test
  void oddRulesOfOthersDisturbNothingAndAreNotTouched() throws Exception {
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).start();
    List<String> odd =
        List.of(
            // The kernel takes any bytes for a name.
            "rule add iif \u00ff\u0001% pref 5211 table 7",
            "rule add not tun_id 18446744073709551615 pref 5212 table 4294967295",
            "rule add uidrange 0-4294967294 pref 5213 goto 5399",
            "rule add fwmark 0/0x1 pref 5260 nop",
            "rule add sport 1-65534 dport 22 ipproto 255 pref 5270 table 52",
            "rule add pref 5399 prohibit from 192.0.2.0/24",
            "rule add suppress_ifgroup 2147483647 pref 4294967295 table 1");
    host.batch(Family.IPV4, odd);

    WireGuard.on(host).up();

    RuleState state =
        watcher.await(
            "the order", each -> inOrder(each, Family.IPV4) && inOrder(each, Family.IPV6));
    long foreign = state.rules(Family.IPV4).stream().filter(rule -> !rule.isVpn()).count();
    assertEquals(3 + 4 + odd.size(), foreign);
    GapCheck.assertNone(watcher.states(), daemon::did);
  }

  private static boolean inOrder(RuleState state, Family family) {
    return !state.isInverted(family)
        && state.captures(family).equals(List.of(WireGuard.USUAL_TABLE))
        && state.isOfWholePairs(family);
  }

  /** Adds and deletes one rule, again and again. */
  private void storm() {
    List<String> commands = new ArrayList<>();
    for (int i = 0; i < EVENTS / 2; i++) {
      commands.add("rule add from 203.0.113.1 pref 7000 table 7");
      commands.add("rule del from 203.0.113.1 pref 7000 table 7");
    }
    host.batch(Family.IPV4, commands);
  }
}
