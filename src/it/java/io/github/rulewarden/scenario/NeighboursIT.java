package io.github.rulewarden.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.GapCheck;
import io.github.rulewarden.testing.RuleState;
import io.github.rulewarden.testing.SeenRule;
import io.github.rulewarden.testing.Tailscale;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.Watcher;
import io.github.rulewarden.testing.WireGuard;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Unusual but valid rules of other programs stand ahead of, between and behind the rules of the VPN
 * and Tailscale.
 */
@Timeout(600)
class NeighboursIT {
  private static final List<String> ODD =
      List.of(
          // The kernel accepts nearly any bytes as a name.
          "rule add iif \u00ff\u0001% pref 1000 table 7",
          "rule add not tun_id 18446744073709551615 pref 1001 table 4294967295",
          "rule add uidrange 0-4294967294 pref 5208 goto 5399",
          "rule add fwmark 0/0x1 pref 5260 nop",
          "rule add sport 1-65534 dport 22 ipproto 255 pref 5270 table 52",
          "rule add pref 5399 prohibit oif absent0",
          "rule add suppress_ifgroup 2147483647 pref 4294967295 table 1");

  @RegisterExtension final TestHost host = TestHost.create();

  private final Watcher watcher = Watcher.on(host);

  @Test
  void theyStayWhatTheyAreAndWhereTheyAre() throws Exception {
    Tailscale.startOn(host);
    for (Family family : Family.values()) {
      host.batch(family, ODD);
    }
    WireGuard.on(host).up();
    RuleState before = watcher.settle();

    Daemon daemon = Daemon.on(host).start();

    RuleState after = watcher.awaitOrder(WireGuard.USUAL_TABLE);
    for (Family family : Family.values()) {
      assertEquals(foreign(before, family), foreign(after, family));
    }
    GapCheck.assertNone(watcher.states(), daemon::did);
  }

  private static List<SeenRule> foreign(RuleState state, Family family) {
    return state.rules(family).stream().filter(rule -> !rule.isVpn()).toList();
  }
}
