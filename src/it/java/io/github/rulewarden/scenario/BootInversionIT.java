package io.github.rulewarden.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.GapCheck;
import io.github.rulewarden.testing.RepairTimes;
import io.github.rulewarden.testing.Routes;
import io.github.rulewarden.testing.RuleState;
import io.github.rulewarden.testing.Tailscale;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.Watcher;
import io.github.rulewarden.testing.WireGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** tailscaled was first, so wg-quick's rules land ahead of its. */
@Timeout(120)
class BootInversionIT {
  @RegisterExtension final TestHost host = TestHost.create();

  private final Watcher watcher = Watcher.on(host);

  @Test
  void withoutRulewardenTheTailnetGoesIntoTheTunnel() {
    Tailscale.startOn(host);
    WireGuard tunnel = WireGuard.on(host).up();

    RuleState state = watcher.settle();

    for (Family family : Family.values()) {
      assertTrue(state.isInverted(family));
      assertEquals(
          Routes.inverted(family, tunnel.name()), Routes.of(host, family, WireGuard.USUAL_TABLE));
    }
  }

  @Test
  void aTunnelThatComesUpAfterTailscaleIsPutBehindIt() throws Exception {
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).start();

    WireGuard tunnel = WireGuard.on(host).up();

    watcher.awaitOrder(WireGuard.USUAL_TABLE);
    EndState.assertRight(host, tunnel.name());
    GapCheck.assertNone(watcher.states(), daemon::did);
    System.out.println("a fresh daemon: " + RepairTimes.of(watcher.states()));
  }

  @Test
  void whatIsWrongWhenTheDaemonStartsIsRightWhenItIsReady() throws Exception {
    Tailscale.startOn(host);
    WireGuard tunnel = WireGuard.on(host).up();
    assertTrue(watcher.settle().isInverted(Family.IPV4));

    Daemon daemon = Daemon.on(host).start();

    RuleState right = watcher.settle();
    assertTrue(right.isRight(WireGuard.USUAL_TABLE));
    long before = daemon.lastNoticeNanos() - right.nanos();
    assertTrue(before > 0, () -> "READY came " + -before + " ns before the last step");
    EndState.assertRight(host, tunnel.name());
    GapCheck.assertNone(watcher.states(), daemon::did);
  }
}
