package io.github.rulewarden.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.GapCheck;
import io.github.rulewarden.testing.Routes;
import io.github.rulewarden.testing.RuleState.RuleEvent;
import io.github.rulewarden.testing.Tailscaled;
import io.github.rulewarden.testing.TailscaledBinary;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.Watcher;
import io.github.rulewarden.testing.WireGuard;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The real tailscaled and the real wg-quick start and stop in every order. */
@ExtendWith(TailscaledBinary.class)
@Timeout(900)
class RealTailscaledIT {
  /** The places of wg-quick's pair when no other program has rules. */
  private static final List<String> PAIR_THAT_CAME_FIRST =
      List.of(
          "32764: from all lookup main suppress_prefixlength 0",
          "32765: not from all fwmark 0xca6c lookup 51820");

  private static final String OK = "STATUS=ok: Tailscale's lookup at 5270 is evaluated before";

  private static final String CRASHED =
      "STATUS=idle: Tailscale is not running: its rules are there, but there is no tailscale0.";

  private static final int ROUNDS = 5;

  @RegisterExtension final TestHost host = TestHost.create();

  private final Watcher watcher = Watcher.on(host);

  @Test
  void tailscaledIsFirst() throws Exception {
    Tailscaled.startOn(host).withPeers();
    Daemon daemon = Daemon.on(host).start();

    WireGuard tunnel = WireGuard.on(host).up();

    watcher.awaitOrder(WireGuard.USUAL_TABLE);
    daemon.awaitNoticeThatBegins(OK);
    EndState.assertRight(host, tunnel.name());
    Predicate<RuleEvent> isDaemons = daemon.bySockets();
    GapCheck.assertNone(watcher.states(), isDaemons);
    // The daemon added and deleted both rules in both families, so isDaemons recognises its
    // changes.
    long changes =
        watcher.states().stream()
            .flatMap(state -> state.cause().stream())
            .filter(isDaemons)
            .count();
    assertTrue(changes >= 8, () -> changes + " changes by the daemon");
  }

  @Test
  void wgQuickIsFirst() throws Exception {
    Daemon daemon = Daemon.on(host).start();
    WireGuard tunnel = WireGuard.on(host).up();

    Tailscaled.startOn(host).withPeers();

    daemon.awaitNoticeThatBegins(OK);
    assertRight(PAIR_THAT_CAME_FIRST, tunnel);
    assertUntouchedSince(0, daemon);
  }

  @Test
  void tailscaledIsRestarted() throws Exception {
    Tailscaled before = Tailscaled.startOn(host);
    Daemon daemon = Daemon.on(host).start();
    WireGuard tunnel = WireGuard.on(host).up();
    int begin = orderedAt();

    before.stop();
    daemon.awaitNoticeThatBegins(
        "STATUS=idle: No rule looks up Tailscale's table 52, and there is no tailscale0.");
    Tailscaled.startOn(host).withPeers();

    daemon.awaitNoticeThatBegins(OK);
    EndState.assertRight(host, tunnel.name());
    assertUntouchedSince(begin, daemon);
  }

  @Test
  void tailscaledIsStoppedAndTheTunnelIsRestartedBeforeItComesBack() throws Exception {
    Tailscaled before = Tailscaled.startOn(host);
    Daemon daemon = Daemon.on(host).start();
    WireGuard tunnel = WireGuard.on(host).up();
    int begin = orderedAt();

    before.stop();
    tunnel.restart();
    Tailscaled.startOn(host).withPeers();

    daemon.awaitNoticeThatBegins(OK);
    assertRight(PAIR_THAT_CAME_FIRST, tunnel);
    assertUntouchedSince(begin, daemon);
  }

  @Test
  void tailscaledCrashesAndTheTunnelIsRestarted() throws Exception {
    Tailscaled crashing = Tailscaled.startOn(host);
    Daemon daemon = Daemon.on(host).start();
    WireGuard tunnel = WireGuard.on(host).up();
    int ordered = orderedAt();

    crashing.kill();

    daemon.awaitNoticeThatBegins(CRASHED);
    assertUntouchedSince(ordered, daemon);
    tunnel.restart();
    watcher.awaitOrder(WireGuard.USUAL_TABLE);
    daemon.awaitNoticeThatBegins(CRASHED);
    for (Family family : Family.values()) {
      EndState.assertLadder(host, family, EndState.USUAL_PAIR);
    }
    int begin = orderedAt();

    Tailscaled.startOn(host).withPeers();

    daemon.awaitNoticeThatBegins(OK);
    EndState.assertRight(host, tunnel.name());
    assertUntouchedSince(begin, daemon);
    GapCheck.assertNone(watcher.states(), daemon.bySockets());
  }

  @Test
  void bothAreRestartedAtTheSameTime() throws Exception {
    Tailscaled tailscaled = Tailscaled.startOn(host);
    Daemon daemon = Daemon.on(host).start();
    WireGuard tunnel = WireGuard.on(host).up();

    for (int i = 0; i < ROUNDS; i++) {
      Thread restart = Thread.ofPlatform().start(tunnel::restart);
      tailscaled.stop();
      tailscaled = Tailscaled.startOn(host);
      restart.join();
      watcher.awaitOrder(WireGuard.USUAL_TABLE);
    }

    tailscaled.withPeers();
    for (Family family : Family.values()) {
      assertEquals(
          Routes.rightBehind(family, tunnel.name()),
          Routes.of(host, family, WireGuard.USUAL_TABLE));
    }
    GapCheck.assertNone(watcher.states(), daemon.bySockets());
  }

  /** Waits until the usual pair is in order; returns the place of the next state. */
  private int orderedAt() {
    watcher.awaitOrder(WireGuard.USUAL_TABLE);
    assertTrue(watcher.settle().isRight(WireGuard.USUAL_TABLE));
    return watcher.states().size();
  }

  private void assertRight(List<String> pair, WireGuard tunnel) {
    for (Family family : Family.values()) {
      EndState.assertLadder(host, family, pair);
      assertEquals(
          Routes.rightBehind(family, tunnel.name()),
          Routes.of(host, family, WireGuard.USUAL_TABLE));
    }
  }

  private void assertUntouchedSince(int begin, Daemon daemon) throws Exception {
    EndState.assertUntouched(watcher.states(), begin, daemon.bySockets());
  }
}
