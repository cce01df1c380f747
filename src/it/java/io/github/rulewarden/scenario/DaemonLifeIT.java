package io.github.rulewarden.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.Bus;
import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.GapCheck;
import io.github.rulewarden.testing.Mullvad;
import io.github.rulewarden.testing.Tailscale;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.Tunnel;
import io.github.rulewarden.testing.Watcher;
import io.github.rulewarden.testing.WireGuard;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The daemon starts, idles and ends as systemd and the kernel expect. */
@Timeout(600)
class DaemonLifeIT {
  /** A daemon that polled would wake up at least once in this time. */
  private static final Duration SPAN = Duration.ofSeconds(5);

  @RegisterExtension final TestHost host = TestHost.create();

  private final Watcher watcher = Watcher.on(host);

  @Test
  void systemdIsToldHowItGoesFromTheStartToTheEnd() throws Exception {
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).with("WATCHDOG_USEC", "400000").launch();
    daemon.awaitNotice("READY=1");
    daemon.awaitNotice(
        "STATUS=idle: No VPN rule was recognised here, so there is nothing to keep behind Tailscale.");
    daemon.awaitNotice("WATCHDOG=1");
    daemon.awaitNotice("WATCHDOG=1");

    WireGuard.on(host).up();
    watcher.awaitOrder(WireGuard.USUAL_TABLE);
    String status = daemon.awaitNoticeThatBegins("STATUS=ok: ");
    assertTrue(
        status.startsWith(
            "STATUS=ok: Tailscale's lookup at 5270 is evaluated before the VPN's at 5399. (repairs: "),
        status);

    daemon.terminate();
    daemon.awaitNotice("STOPPING=1");
    assertEquals(0, daemon.awaitExit());
  }

  @Test
  void onSigtermItEndsAndLeavesTheRulesInOrder() throws Exception {
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).start();
    WireGuard tunnel = WireGuard.on(host).up();
    watcher.awaitOrder(WireGuard.USUAL_TABLE);

    daemon.terminate();

    assertEquals(0, daemon.awaitExit());
    EndState.assertRight(host, tunnel.name());
  }

  @Test
  void nothingWakesAnIdleDaemonAlsoAfterItsOwnChanges() throws Exception {
    Bus bus = Bus.on(host);
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).on(bus).start();
    bus.awaitService();
    WireGuard.on(host).up();
    watcher.awaitOrder(WireGuard.USUAL_TABLE);

    assertTrue(daemon.activities().containsKey(Daemon.LOOP), daemon.activities()::toString);
    daemon.awaitSleep(SPAN);
  }

  @Test
  void aSecondInstanceIsRefusedAsLongAsTheFirstOneRuns() throws Exception {
    Tailscale.startOn(host);
    Daemon first = Daemon.on(host).start();
    Mullvad mullvad = Mullvad.connectOn(host);
    for (int i = 0; i < 10; i++) {
      mullvad.reconnect(); // Ten of these last long enough for a memory trim.
    }
    first.awaitIdle();

    Daemon second = Daemon.on(host).launch();

    assertEquals(1, second.awaitExit());
    assertTrue(second.log().contains("Another instance repairs this network namespace already"));
    first.kill();
    Daemon third = Daemon.on(host).start();
    watcher.awaitOrder(Mullvad.TABLE);
    third.terminate();
    assertEquals(0, third.awaitExit());
  }

  @Test
  void afterItWasKilledAnotherOneGoesOn() throws Exception {
    Tailscale.startOn(host);
    Daemon killed = Daemon.on(host).start();
    Tunnel tunnel = Tunnel.on(host, "vpn0", WireGuard.USUAL_TABLE);
    tunnel.addPair(Family.IPV4);
    watcher.await("order in IPv4", state -> state.isRight(Family.IPV4, WireGuard.USUAL_TABLE));
    killed.kill();
    tunnel.addPair(Family.IPV6);

    Daemon daemon = Daemon.on(host).start();

    assertTrue(watcher.settle().isRight(WireGuard.USUAL_TABLE));
    EndState.assertRight(host, tunnel.link());
    GapCheck.assertNone(watcher.states(), event -> killed.did(event) || daemon.did(event));
  }
}
