package io.github.rulewarden.scenario;

import static io.github.rulewarden.testing.RuleState.Change.ADDED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.Bus;
import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.GapCheck;
import io.github.rulewarden.testing.Routes;
import io.github.rulewarden.testing.RuleState;
import io.github.rulewarden.testing.Tailscaled;
import io.github.rulewarden.testing.TailscaledBinary;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.Tunnel;
import io.github.rulewarden.testing.Watcher;
import io.github.rulewarden.testing.WireGuard;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * tailscaled restores its own rules when they disappear: Rulewarden raises no alarm and changes
 * nothing.
 */
@ExtendWith(TailscaledBinary.class)
@Timeout(900)
class RealTailscaledHealsIT {
  /** More restarts than tailscaled's burst of restorations. */
  private static final int RESTARTS = 12;

  @RegisterExtension final TestHost host = TestHost.create();

  private final Watcher watcher = Watcher.on(host);

  @ParameterizedTest
  @ValueSource(longs = {5210, 5230, 5250, 5270})
  void oneIsDeletedInIpv4(long priority) throws Exception {
    Bus bus = Bus.on(host);
    Tailscaled.startOn(host).withPeers();
    Daemon daemon = Daemon.on(host).on(bus).start();
    bus.awaitService();
    WireGuard tunnel = WireGuard.on(host).up();
    int begin = orderedAt();

    host.ip("rule del pref " + priority);

    watcher.await(begin, "restored", state -> state.isBy(Family.IPV4, ADDED, priority));
    assertCalmSince(begin, daemon, bus);
    EndState.assertRight(host, tunnel.name());
  }

  @Test
  void allAreDeletedInBothFamilies() throws Exception {
    Bus bus = Bus.on(host);
    Tailscaled.startOn(host).withPeers();
    Daemon daemon = Daemon.on(host).on(bus).start();
    bus.awaitService();
    WireGuard tunnel = WireGuard.on(host).up();
    int begin = orderedAt();

    // tailscaled does not react to changes in IPv6; a change in IPv4 wakes it.
    for (Family family : List.of(Family.IPV6, Family.IPV4)) {
      host.batch(
          family,
          "rule del pref 5210",
          "rule del pref 5230",
          "rule del pref 5250",
          "rule del pref 5270");
    }

    watcher.await(begin, "restored", state -> state.isBy(Family.IPV6, ADDED, 5270));
    assertCalmSince(begin, daemon, bus);
    EndState.assertRight(host, tunnel.name());
  }

  @Test
  void aPairComesWhileTheLookupIsMissing() throws Exception {
    Tailscaled.startOn(host).withPeers();
    Daemon daemon = Daemon.on(host).start();
    Tunnel tunnel = Tunnel.on(host, "gap0", WireGuard.USUAL_TABLE);
    watcher.settle();
    int begin = watcher.states().size();

    // One process makes both changes in much less than a quarter of a second.
    host.batch(
        Family.IPV4,
        "rule del pref 5270",
        "rule add not fwmark 51820 table 51820",
        "rule add table main suppress_prefixlength 0");

    watcher.await(begin, "restored", state -> state.isBy(Family.IPV4, ADDED, 5270));
    watcher.await("order", state -> state.isRight(Family.IPV4, WireGuard.USUAL_TABLE));
    EndState.assertLadder(host, Family.IPV4, EndState.USUAL_PAIR);
    assertEquals(
        Routes.rightBehind(Family.IPV4, tunnel.link()),
        Routes.of(host, Family.IPV4, WireGuard.USUAL_TABLE));
    GapCheck.assertNone(watcher.states(), daemon.bySockets());
  }

  @Test
  void itIsWokenByOurDeletesAndFindsNothingToDo() throws Exception {
    Tailscaled tailscaled = Tailscaled.startOn(host).withPeers();
    Daemon daemon = Daemon.on(host).start();
    watcher.settle();
    int begin = watcher.states().size();
    WireGuard tunnel = WireGuard.on(host).up();
    watcher.awaitOrder(WireGuard.USUAL_TABLE);
    tailscaled.awaitRestoring();

    for (int i = 0; i < RESTARTS; i++) {
      tunnel.restart();
      watcher.awaitOrder(WireGuard.USUAL_TABLE);
    }
    tailscaled.awaitRestoring();

    EndState.assertRight(host, tunnel.name());
    List<RuleState> states = watcher.states();
    for (RuleState state : states.subList(begin, states.size())) {
      assertTrue(state.cause().orElseThrow().rule().isVpn(), state.cause()::toString);
    }
    GapCheck.assertNone(states, daemon.bySockets());
  }

  /** Waits until the usual pair is in order; returns the place of the next state. */
  private int orderedAt() {
    watcher.awaitOrder(WireGuard.USUAL_TABLE);
    assertTrue(watcher.settle().isRight(WireGuard.USUAL_TABLE));
    return watcher.states().size();
  }

  /**
   * Asserts that Rulewarden changed nothing since {@code begin}, reported no problem, and that the
   * state is ok.
   */
  private void assertCalmSince(int begin, Daemon daemon, Bus bus) throws Exception {
    assertEquals("as 0", bus.call("Repair").require().strip());
    assertEquals("s \"ok\"", bus.property("State"));
    assertEquals(bus.property("Inversions"), bus.property("Repairs"));
    EndState.assertUntouched(watcher.states(), begin, daemon.bySockets());
    // The statuses from start to end include the moments without the rules, in which peers are
    // unreachable.
    List<String> statuses = daemon.statusesToTheEnd();
    assertFalse(statuses.isEmpty());
    boolean wasOk = false;
    for (String status : statuses) {
      wasOk |= status.startsWith("ok: ");
      boolean isWithoutLookup =
          status.startsWith("degraded: Tailscale's IPv") && status.contains(" is missing; ");
      assertTrue(
          isWithoutLookup || status.startsWith(wasOk ? "ok: " : "idle: "), statuses::toString);
    }
  }
}
