package io.github.rulewarden.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.GapCheck;
import io.github.rulewarden.testing.Reaper;
import io.github.rulewarden.testing.RuleState;
import io.github.rulewarden.testing.Tailscale;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.Tunnel;
import io.github.rulewarden.testing.Watcher;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Scenario 24: the daemon is killed just before each of its messages to the kernel in turn, until
 * one run completes. The next daemon completes each interrupted repair.
 */
@Timeout(900)
class DeathIT {
  /**
   * An upper limit: none of these repairs sends as many messages, so a daemon that is still alive
   * by then is done.
   */
  private static final int MOST_MESSAGES = 60;

  @RegisterExtension final TestHost host = TestHost.create();

  private final Watcher watcher = Watcher.on(host);
  private final List<Daemon> daemons = new ArrayList<>();
  private Family family = Family.IPV4;

  /** An action that causes the inversion. */
  private interface Cause {
    void happen();
  }

  @ParameterizedTest
  @EnumSource
  void aPairThatIsAhead(Family inverted) throws Exception {
    family = inverted;
    Tailscale.startOn(host);
    Tunnel tunnel = Tunnel.on(host, "death0", 51820);
    killAtEachMessage(() -> tunnel.addPair(family), () -> tunnel.deletePair(family), 51820L);
  }

  @Test
  void aPairWhoseCopyIsThereAlready() throws Exception {
    Tailscale.startOn(host);
    Tunnel tunnel = Tunnel.on(host, "death0", 51820);
    killAtEachMessage(
        () -> {
          host.batch(
              family,
              "rule add pref 5398 table main suppress_prefixlength 0",
              "rule add pref 5399 not fwmark 51820 table 51820");
          tunnel.addPair(family);
        },
        () -> tunnel.deletePair(family),
        51820L);
  }

  @Test
  void aCompanionThatComesLateWithSomebodysRuleInBetween() throws Exception {
    host.batch(family, "rule add pref 1000 iif modem table 7");
    Tailscale.startOn(host);
    Tunnel tunnel = Tunnel.on(host, "death0", 51820);
    killAtEachMessage(
        () -> {
          tunnel.addCapture(family);
          tunnel.addSuppress(family);
        },
        () -> tunnel.deletePair(family),
        51820L);
  }

  @Test
  void twoPairsAtOnce() throws Exception {
    Tailscale.startOn(host);
    Tunnel older = Tunnel.on(host, "death0", 51820);
    Tunnel newer = Tunnel.on(host, "death1", 4660);
    killAtEachMessage(
        () -> {
          older.addPair(family);
          newer.addPair(family);
        },
        () -> {
          newer.deletePair(family);
          older.deletePair(family);
        },
        4660L,
        51820L);
  }

  private void killAtEachMessage(Cause cause, Cause end, Long... tables) throws Exception {
    RuleState before = watcher.settle();
    int message = 0;
    boolean isDead = true;
    while (isDead) {
      message++;
      assertTrue(message < MOST_MESSAGES, "it never comes to an end");
      Daemon first = start();
      Reaper reaper = Reaper.lieInWaitFor(host, first, message);
      cause.happen();
      watcher.settle();
      isDead = first.isDeadOr(() -> isRight(watcher.latest(), tables));
      reaper.leave();
      if (isDead) {
        first.kill();
        Daemon second = start();
        watcher.await("the right order", state -> isRight(state, tables));
        second.kill();
      } else {
        first.kill();
      }
      GapCheck.assertNone(
          watcher.states(), event -> daemons.stream().anyMatch(daemon -> daemon.did(event)));
      end.happen();
      assertEquals(before.byFamily(), watcher.settle().byFamily(), "after message " + message);
    }
    System.out.println("killed before each of " + (message - 1) + " messages");
    assertTrue(message > 3, "nobody was killed");
  }

  private Daemon start() throws Exception {
    // The tunnel stays up while its rules are deleted; with leaks.restore the next daemon would
    // restore them.
    Daemon daemon = Daemon.on(host).configured("leaks.restore = false").start();
    daemon.awaitIdle();
    daemons.add(daemon);
    return daemon;
  }

  private boolean isRight(RuleState state, Long... tables) {
    return state.isRight(family, tables);
  }
}
