package io.github.rulewarden.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.GapCheck;
import io.github.rulewarden.testing.Routes;
import io.github.rulewarden.testing.Tailscale;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.Tunnel;
import io.github.rulewarden.testing.Watcher;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The two rules of a pair are added separately, and the daemon gets an event after the first one.
 */
@Timeout(600)
class HalfPairIT {
  private static final long TABLE = 51820;

  @RegisterExtension final TestHost host = TestHost.create();

  private final Watcher watcher = Watcher.on(host);

  @ParameterizedTest
  @EnumSource
  void theCaptureComesFirstAsFromWgQuick(Family family) throws Exception {
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).start();
    Tunnel tunnel = Tunnel.on(host, "half0", TABLE);

    tunnel.addCapture(family);

    awaitCaptureBehindTailscale(family);
    assertEquals("tailscale0", Routes.of(host, family, TABLE).get("tailnet"));

    tunnel.addSuppress(family);

    assertWhole(family, daemon);
  }

  @ParameterizedTest
  @EnumSource
  void theSuppressRuleComesFirst(Family family) throws Exception {
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).start();
    Tunnel tunnel = Tunnel.on(host, "half0", TABLE);

    tunnel.addSuppress(family);
    // A suppress rule alone takes no packet from Tailscale, and any program may have added it.
    EndState.assertLadder(host, family == Family.IPV4 ? Family.IPV6 : Family.IPV4, List.of());
    assertEquals("tailscale0", Routes.of(host, family, TABLE).get("tailnet"));

    tunnel.addCapture(family);

    assertWhole(family, daemon);
  }

  /** Scenario 42: the capture is deleted as a duplicate of a rule that a dead tunnel left. */
  @ParameterizedTest
  @EnumSource
  void theCaptureIsDeletedAsADuplicateBeforeTheSuppressRuleComes(Family family) throws Exception {
    Tailscale.startOn(host);
    host.batch(
        family,
        "rule add pref 5398 table main suppress_prefixlength 0",
        "rule add pref 5399 not fwmark 51820 table 51820");
    Daemon daemon = Daemon.on(host).start();
    Tunnel tunnel = Tunnel.on(host, "half0", TABLE);
    watcher.settle();
    int next = watcher.states().size();

    tunnel.addCapture(family);

    watcher.await(next, "the duplicate deleted", state -> state.isCaptured(family, TABLE));
    next = watcher.states().size();

    tunnel.addSuppress(family);

    watcher.await(next, "one pair", state -> state.isRight(family, TABLE));
    assertWhole(family, daemon);
  }

  private void awaitCaptureBehindTailscale(Family family) {
    watcher.await("the capture behind Tailscale", state -> state.isCaptured(family, TABLE));
  }

  private void assertWhole(Family family, Daemon daemon) {
    watcher.await("a whole pair", state -> state.isRight(family, TABLE));
    EndState.assertLadder(host, family, EndState.USUAL_PAIR);
    assertEquals(Routes.rightBehind(family, "half0"), Routes.of(host, family, TABLE));
    GapCheck.assertNone(watcher.states(), daemon::did);
  }
}
