package io.github.rulewarden.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.GapCheck;
import io.github.rulewarden.testing.Mullvad;
import io.github.rulewarden.testing.RepairTimes;
import io.github.rulewarden.testing.Routes;
import io.github.rulewarden.testing.Tailscale;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.Watcher;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The Mullvad app deletes its four rules and adds them again at each reconnect. */
@Timeout(600)
class MullvadIT {
  private static final int RECONNECTS = 30;

  @RegisterExtension final TestHost host = TestHost.create();

  private final Watcher watcher = Watcher.on(host);

  @Test
  void itsRulesArePutBehindTailscaleAtEachReconnect() throws Exception {
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).start();
    Mullvad mullvad = Mullvad.connectOn(host);
    watcher.awaitOrder(Mullvad.TABLE);

    for (int i = 0; i < RECONNECTS; i++) {
      mullvad.reconnect();
      watcher.awaitOrder(Mullvad.TABLE);
    }

    for (Family family : Family.values()) {
      EndState.assertLadder(
          host,
          family,
          List.of(
              "5398: from all lookup main suppress_prefixlength 0",
              "5399: not from all fwmark 0x6d6f6c65 lookup 1836018789"));
      assertEquals(
          Routes.rightBehind(family, Mullvad.LINK), Routes.of(host, family, Mullvad.TABLE));
    }
    GapCheck.assertNone(watcher.states(), daemon::did);
    System.out.println("reconnects: " + RepairTimes.of(watcher.states()));
  }
}
