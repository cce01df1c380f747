package io.github.rulewarden.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.GapCheck;
import io.github.rulewarden.testing.Routes;
import io.github.rulewarden.testing.Tailscale;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.Watcher;
import io.github.rulewarden.testing.WireGuard;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A second and a third full tunnel start while the first one is up. */
@Timeout(600)
class SeveralTunnelsIT {
  @RegisterExtension final TestHost host = TestHost.create();

  private final Watcher watcher = Watcher.on(host);

  @Test
  void eachIsPutBehindTailscaleAndTheNewestStaysFirst() throws Exception {
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).start();
    WireGuard first = WireGuard.on(host).up();
    watcher.awaitOrder(51820L);
    // The daemon recognises the pair by its form: it knows neither the table nor the mark
    // beforehand.
    WireGuard second = WireGuard.on(host, "FwMark = 0x1234").up();
    watcher.awaitOrder(0x1234L, 51820L);

    WireGuard third = WireGuard.on(host).up();

    watcher.awaitOrder(51821L, 0x1234L, 51820L);
    for (Family family : Family.values()) {
      EndState.assertLadder(
          host,
          family,
          List.of(
              "5394: from all lookup main suppress_prefixlength 0",
              "5395: not from all fwmark 0xca6d lookup 51821",
              "5396: from all lookup main suppress_prefixlength 0",
              "5397: not from all fwmark 0x1234 lookup 4660",
              "5398: from all lookup main suppress_prefixlength 0",
              "5399: not from all fwmark 0xca6c lookup 51820"));
      // The newest tunnel captures all packets but its own encrypted ones, which the next tunnel
      // captures.
      Map<String, String> expected = Routes.rightBehind(family, third.name());
      expected.put("VPN's envelope", second.name());
      assertEquals(expected, Routes.of(host, family, 51821));
      expected.put("VPN's envelope", third.name());
      assertEquals(expected, Routes.of(host, family, 51820), first.name());
    }
    GapCheck.assertNone(watcher.states(), daemon::did);
  }

  @Test
  void threeThatAreAheadWhenTheDaemonStartsKeepTheirOrder() throws Exception {
    Tailscale.startOn(host);
    WireGuard.on(host).up();
    WireGuard.on(host).up();
    WireGuard.on(host).up();
    List<Long> before = watcher.settle().captures(Family.IPV4);

    Daemon daemon = Daemon.on(host).start();

    watcher.awaitOrder(before.toArray(Long[]::new));
    GapCheck.assertNone(watcher.states(), daemon::did);
  }
}
