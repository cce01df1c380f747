package io.github.rulewarden.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.Bus;
import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.GapCheck;
import io.github.rulewarden.testing.Pause;
import io.github.rulewarden.testing.RuleState;
import io.github.rulewarden.testing.Tailscale;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.Watcher;
import io.github.rulewarden.testing.WireGuard;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Scenario 25a: wg-quick is held up before each of its commands in turn, while the daemon, and an
 * operator who wants a repair, act on what is there.
 */
@Timeout(300)
class PausedIT {
  private static final long TABLE = WireGuard.USUAL_TABLE;

  /** A rule of somebody else's between wg-quick's place and ours parts the pair on its way. */
  private static final String FOREIGN = "rule add pref 1000 iif modem table 7";

  @RegisterExtension final TestHost host = TestHost.create();

  private final Watcher watcher = Watcher.on(host);
  private int pauses;

  @Test
  void whileItBringsTheTunnelUp() throws Exception {
    holdUpAtEachCommand("up");
  }

  @Test
  void whileItBringsTheTunnelDown() throws Exception {
    holdUpAtEachCommand("down");
  }

  @Test
  void whileItBringsTheTunnelUpAheadOfSomebodyElse() throws Exception {
    for (Family family : Family.values()) {
      host.batch(family, FOREIGN);
    }
    holdUpAtEachCommand("up");
  }

  private void holdUpAtEachCommand(String verb) throws Exception {
    Bus bus = Bus.on(host);
    Tailscale.startOn(host);
    RuleState before = watcher.settle();
    Daemon daemon = Daemon.on(host).on(bus).start();
    bus.awaitService();
    boolean isHeldUp = true;
    while (isHeldUp) {
      pauses++;
      WireGuard tunnel = WireGuard.on(host);
      if (verb.equals("down")) {
        tunnel.up();
        watcher.awaitOrder(TABLE);
      }
      Pause pause = Pause.before(pauses, host, "pause" + pauses);
      tunnel.by(pause.words());
      Runnable work = verb.equals("up") ? tunnel::up : tunnel::down;
      Thread wgQuick = Thread.ofPlatform().start(work);
      isHeldUp = pause.awaitHold(wgQuick);
      bus.call("Repair").require();
      pause.release();
      wgQuick.join();
      if (verb.equals("up")) {
        watcher.awaitOrder(TABLE);
        tunnel.by().down();
      }
      bus.call("Repair").require();
      assertEquals(before.byFamily(), watcher.settle().byFamily(), "held up before " + pauses);
    }
    GapCheck.assertNone(watcher.states(), daemon::did);
    System.out.println("wg-quick " + verb + " was held up at " + (pauses - 1) + " places");
    assertTrue(pauses > 8, "it has more commands than that");
    assertEquals(List.of(), watcher.latest().captures(Family.IPV4));
  }
}
