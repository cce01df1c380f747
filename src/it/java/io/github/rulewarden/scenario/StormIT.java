package io.github.rulewarden.scenario;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.GapCheck;
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

/** More events than one can read. */
@Timeout(120)
class StormIT {
  /** More than the daemon's receive buffer holds. */
  private static final int EVENTS = 40_000;

  @RegisterExtension final TestHost host = TestHost.create();

  private final Watcher watcher = Watcher.on(host);

  @Test
  void anInversionWhoseEventIsLostIsRepairedAllTheSame() throws Exception {
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).start();
    Tunnel tunnel = Tunnel.on(host, "storm0", WireGuard.USUAL_TABLE);

    daemon.freeze();
    storm();
    for (Family family : Family.values()) {
      tunnel.addPair(family);
    }
    assertNotEquals(0, daemon.droppedMessages(), "the storm was too weak");
    daemon.thaw();

    watcher.awaitOrder(WireGuard.USUAL_TABLE);
    EndState.assertRight(host, tunnel.link());
    GapCheck.assertNone(watcher.states(), daemon::did);
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

    watcher.awaitOrder(WireGuard.USUAL_TABLE);
    storm.join();
    EndState.assertRight(host, tunnel.link());
    GapCheck.assertNone(watcher.states(), daemon::did);
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
