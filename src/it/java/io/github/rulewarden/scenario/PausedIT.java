package io.github.rulewarden.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.Bus;
import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.Flush;
import io.github.rulewarden.testing.GapCheck;
import io.github.rulewarden.testing.Pause;
import io.github.rulewarden.testing.Routes;
import io.github.rulewarden.testing.RuleState;
import io.github.rulewarden.testing.Tailscale;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.Watcher;
import io.github.rulewarden.testing.WireGuard;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Scenario 25a: wg-quick is paused before each of its commands in turn, while the daemon and an
 * operator's repair act on the current rules.
 */
@Timeout(900)
class PausedIT {
  private static final long TABLE = WireGuard.USUAL_TABLE;

  /**
   * Another program's rule between wg-quick's place and the target place, which separates the two
   * rules of the pair while they are moved.
   */
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

  /** When tailscaled restores its rules after all rules were deleted. */
  enum Healing {
    AT_ONCE,
    WHEN_WG_QUICK_IS_DONE
  }

  /**
   * All rules are deleted, as systemd-networkd does at boot: the part of the pair that exists is
   * lost, and wg-quick still adds the rest.
   */
  @ParameterizedTest
  @EnumSource
  void whileItBringsTheTunnelUpAndSomebodyDeletesEveryRule(Healing healing) throws Exception {
    Tailscale tailscale = Tailscale.startOn(host);
    RuleState before = watcher.settle();
    Daemon.on(host).start();
    boolean isHeldUp = true;
    int purges = 0;
    while (isHeldUp) {
      pauses++;
      WireGuard tunnel = WireGuard.on(host);
      Pause pause = Pause.before(pauses, host, "pause" + pauses);
      Thread wgQuick = Thread.ofPlatform().start(tunnel.by(pause.words())::up);
      isHeldUp = pause.awaitHold(wgQuick);
      boolean isBegun = !watcher.settle().byFamily().equals(before.byFamily());
      if (isHeldUp && isBegun) {
        purges++;
        for (Family family : Family.values()) {
          Flush.rules(host, family);
        }
        if (healing == Healing.AT_ONCE) {
          tailscale.heal();
        }
      }
      pause.release();
      wgQuick.join();
      if (isHeldUp && isBegun && healing == Healing.WHEN_WG_QUICK_IS_DONE) {
        tailscale.heal();
      }
      if (healing == Healing.AT_ONCE) {
        watcher.awaitOrder(TABLE);
        EndState.assertRight(host, tunnel.name());
      } else {
        // Without Tailscale's rules, wg-quick's rules land at the end of the list: a suppress rule
        // that lost its capture may stay there, directly ahead of main, where it has no effect.
        for (Family family : Family.values()) {
          watcher.await("the capture behind Tailscale", state -> state.isCaptured(family, TABLE));
          assertEquals(Routes.rightBehind(family, tunnel.name()), Routes.of(host, family, TABLE));
        }
      }
      tunnel.by().down();
      assertEquals(before.byFamily(), watcher.settle().byFamily(), "held up before " + pauses);
    }
    assertTrue(purges >= 4, () -> "it adds four rules, one after the other");
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
