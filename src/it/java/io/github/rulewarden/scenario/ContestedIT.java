package io.github.rulewarden.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonArray;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.Bus;
import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.Opponent;
import io.github.rulewarden.testing.OwnThreads.Activity;
import io.github.rulewarden.testing.Tailscale;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.Tunnel;
import io.github.rulewarden.testing.Watcher;
import io.github.rulewarden.testing.WireGuard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An opponent puts a moved rule ahead again every millisecond. */
@Timeout(600)
class ContestedIT {
  private static final String CONFIGURATION = "[budget]\nmax-backoff = \"2s\"\n";
  private static final long ROUNDS = 10_000;

  /**
   * The limit of the daemon's own timers: in each family, at most one look every half second and
   * one repair every second, and the wake-ups that follow from these. A busy machine is slower and
   * causes no more wake-ups.
   */
  private static final long WAKE_UPS_PER_SECOND = 10;

  @RegisterExtension final TestHost host = TestHost.create();

  @ParameterizedTest
  @EnumSource
  void theOpponentIsNamedAndAfterItHasGivenUpOrderReturns(Family family) throws Exception {
    Bus bus = Bus.on(host);
    Watcher watcher = Watcher.on(host);
    Tailscale.startOn(host);
    Tunnel tunnel = Tunnel.on(host, "vpn0", WireGuard.USUAL_TABLE);
    Daemon.on(host).configured(CONFIGURATION).on(bus).start();
    bus.awaitService();

    Opponent opponent = Opponent.on(host, family);

    JsonArray contested = bus.awaitSignal("Contested", values -> true);
    assertEquals(family.text(), contested.getString(1));
    // The parent process is named, too.
    String named = contested.getString(2);
    assertTrue(named.contains(opponent.name()), named);

    // The other family is kept in order meanwhile.
    Family other = family == Family.IPV4 ? Family.IPV6 : Family.IPV4;
    tunnel.addPair(other);
    watcher.await("order", state -> state.isRight(other, WireGuard.USUAL_TABLE));

    opponent.giveUp();
    watcher.await(
        "order",
        state ->
            !state.isInverted(family)
                && state.captures(family).equals(List.of(WireGuard.USUAL_TABLE)));
    bus.call("Repair").require();
    assertEquals("s \"ok\"", bus.property("State"));
  }

  /** Each opponent changes a rule thousands of times, but only the daemon's own timers wake it. */
  @Test
  void theChangesInContestedFamiliesDoNotWakeTheDaemon() throws Exception {
    Bus bus = Bus.on(host);
    Tailscale.startOn(host);
    Tunnel.on(host, "vpn0", WireGuard.USUAL_TABLE);
    Daemon daemon = Daemon.on(host).configured(CONFIGURATION).on(bus).start();
    bus.awaitService();
    List<Opponent> opponents = new ArrayList<>();
    for (Family family : Family.values()) {
      opponents.add(Opponent.on(host, family));
      bus.awaitSignal("Contested", values -> values.getString(1).equals(family.text()));
    }

    long begin = System.nanoTime();
    Map<String, Activity> before = daemon.activities();
    for (Opponent opponent : opponents) {
      opponent.awaitRounds(opponent.rounds() + ROUNDS);
    }
    Map<String, Activity> after = daemon.activities();
    long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds() + 1;

    assertTrue(before.containsKey(Daemon.LOOP), before::toString);
    long allowed = WAKE_UPS_PER_SECOND * seconds;
    before.forEach((thread, activity) -> {
      long wakeUps = after.getOrDefault(thread, activity).wakeUps() - activity.wakeUps();
      assertTrue(wakeUps <= allowed, () -> thread + ": " + wakeUps + " in " + seconds + " s");
    });
  }
}
