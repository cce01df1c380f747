package io.github.rulewarden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.GapCheck;
import io.github.rulewarden.testing.Mullvad;
import io.github.rulewarden.testing.RuleState;
import io.github.rulewarden.testing.Tailscale;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.Watcher;
import io.github.rulewarden.testing.WireGuard;
import io.github.rulewarden.text.UndoText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Undo restores the original places of repaired rules, on the real kernel and with the real
 * wg-quick.
 */
@Timeout(900)
class UndoIT {
  private static final Set<Family> BOTH = EnumSet.allOf(Family.class);

  /** An upper limit: no undo sends as many messages. */
  private static final int MOST_MESSAGES = 60;

  @RegisterExtension final TestHost host = TestHost.create();

  private final Watcher watcher = Watcher.on(host);
  private final Path runtime = host.directory().resolve("run");
  private final LocalKernel kernel = new LocalKernel(runtime);

  @Test
  void theRulesAreAsTheyWereToTheLetterAndWgQuickRemovesThem() throws Exception {
    Tailscale.startOn(host);
    WireGuard tunnel = WireGuard.on(host).up();
    String before = listing();
    int begin = states();
    repair();
    assertNotEquals(before, listing());

    List<String> steps = undo();

    assertEquals(before, listing());
    assertEquals(8, steps.size(), steps::toString);
    assertNoGapFrom(begin);
    assertEquals(List.of(), undo(), "there is nothing left to undo");
    repair();
    watcher.awaitOrder(WireGuard.USUAL_TABLE);
    undo();
    tunnel.down();
    assertEquals("", pairs());
  }

  @Test
  void twoTunnelsGoBackInTheirOrder() throws Exception {
    Tailscale.startOn(host);
    WireGuard older = WireGuard.on(host).up();
    WireGuard newer = WireGuard.on(host).up();
    String before = listing();
    repair();

    undo();

    assertEquals(before, listing());
    newer.down();
    older.down();
    assertEquals("", pairs());
  }

  /**
   * The daemon repairs between two commands of wg-quick. The undo puts both halves of the pair
   * where the first half was.
   */
  @Test
  void whatADaemonMovedWhileItCameUpIsPutBackFromItsStateFile() throws Exception {
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).start();
    WireGuard tunnel = WireGuard.on(host).up();
    watcher.awaitOrder(WireGuard.USUAL_TABLE);
    Mullvad.connectOn(host);
    watcher.awaitOrder(Mullvad.TABLE, WireGuard.USUAL_TABLE);
    daemon.kill();

    undo();

    for (Family family : Family.values()) {
      assertEquals(
          """
          5206: from all lookup main suppress_prefixlength 0
          5207: not from all fwmark 0x6d6f6c65 lookup 1836018789
          5208: from all lookup main suppress_prefixlength 0
          5209: not from all fwmark 0xca6c lookup 51820
          """,
          pairs(family));
    }
    tunnel.down();
    // wg-quick also deletes the suppress rule of every other tunnel.
    String mullvads = "5207: not from all fwmark 0x6d6f6c65 lookup 1836018789\n";
    assertEquals(mullvads + mullvads, pairs());
  }

  @Test
  void afterWgQuickDownThereIsNothingToUndo() throws Exception {
    Tailscale.startOn(host);
    WireGuard tunnel = WireGuard.on(host).up();
    repair();
    tunnel.down();
    String before = listing();

    assertEquals(List.of(), undo());

    assertEquals(before, listing());
  }

  @Test
  void whatTheStateFileDoesNotKnowStaysAndIsNamed() throws Exception {
    Tailscale.startOn(host);
    WireGuard.on(host).up();
    LocalKernel elsewhere = new LocalKernel(host.directory().resolve("elsewhere"));
    host.namespace().run(() -> elsewhere.repairOnce(Policy.DEFAULT, Optional.empty(), BOTH));
    String before = listing();

    List<String> remarks = undo();

    assertEquals(
        List.of(
            "# ipv4: `5399: not from all fwmark 0xca6c lookup 51820` stays where it is: no move"
                + " of it is recorded.",
            "# ipv6: `5399: not from all fwmark 0xca6c lookup 51820` stays where it is: no move"
                + " of it is recorded."),
        remarks);
    assertEquals(before, listing());
  }

  @Test
  void killedAtAnyMessageItIsFinishedByTheNext() throws Exception {
    Tailscale.startOn(host);
    WireGuard.on(host).up();
    WireGuard.on(host).up();
    String before = listing();
    int begin = states();
    int message = 0;
    boolean isKilled = true;
    while (isKilled) {
      message++;
      assertTrue(message < MOST_MESSAGES, "it never comes to an end");
      repair();
      isKilled = killAt(message);
      undo();
      assertEquals(before, listing(), "killed at message " + message);
    }
    assertTrue(message > 10, "nobody was killed");
    assertNoGapFrom(begin);
  }

  /** Returns the number of states so far; no rule changes at the moment. */
  private int states() {
    watcher.settle();
    return watcher.states().size();
  }

  /** Asserts that the changes since {@code begin}, all of which Rulewarden made, left no gap. */
  private void assertNoGapFrom(int begin) {
    watcher.settle();
    List<RuleState> states = watcher.states();
    GapCheck.assertNone(states.subList(begin - 1, states.size()), _ -> true);
  }

  /** Kills the undo just before it sends a message; returns false if it sent fewer messages. */
  private boolean killAt(int message) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=sendto"));
    words.addAll(List.of("-e", "inject=sendto:signal=SIGKILL:when=" + message));
    words.add(ProcessHandle.current().info().command().orElseThrow());
    words.addAll(List.of("-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.addAll(List.of(UndoProgram.class.getName(), runtime.toString()));
    return host.run(new ProcessBuilder(words)).exitCode() != 0;
  }

  private void repair() throws ManagerException {
    host.namespace().run(() -> kernel.repairOnce(Policy.DEFAULT, Optional.empty(), BOTH));
  }

  private List<String> undo() throws ManagerException {
    return UndoText.lines(
        host.namespace().run(() -> kernel.undoOnce(Policy.DEFAULT, Optional.empty(), BOTH)),
        Scope.OWN);
  }

  /** Returns the exact rules of both families. */
  private String listing() {
    return host.ip("-4 rule") + host.ip("-6 rule");
  }

  private String pairs(Family family) {
    StringBuilder pairs = new StringBuilder();
    for (String line : host.ip(family.option() + " rule").split("\n", -1)) {
      if (line.contains("suppress_prefixlength") || line.contains("not from")) {
        pairs.append(line.replaceAll("\\s+", " ").strip()).append('\n');
      }
    }
    return pairs.toString();
  }

  private String pairs() {
    return pairs(Family.IPV4) + pairs(Family.IPV6);
  }
}
