package io.github.rulewarden.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.GapCheck;
import io.github.rulewarden.testing.Patience;
import io.github.rulewarden.testing.RepairTimes;
import io.github.rulewarden.testing.Routes;
import io.github.rulewarden.testing.RuleState;
import io.github.rulewarden.testing.Tailscale;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.Watcher;
import io.github.rulewarden.testing.WireGuard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** tailscaled started first, so wg-quick's rules land ahead of its rules. */
@Timeout(600)
class BootInversionIT {
  /** Matches strace's lines about a change of a rule and about the notice to systemd. */
  private static final Pattern CHANGE_OR_READY = Pattern.compile("RTM_(NEW|DEL)RULE|\"READY=1\"");

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

    Path sent = host.directory().resolve("sent");
    Daemon daemon =
        Daemon.on(host)
            .by("strace", "-D", "-f", "-qq", "-e", "trace=sendto", "-o", sent.toString())
            .start();

    assertTrue(watcher.settle().isRight(WireGuard.USUAL_TABLE));
    assertTrue(Patience.until(() -> text(sent).contains("READY=1")));
    daemon.terminate();
    assertEquals(0, daemon.awaitExit());
    List<String> changes =
        text(sent).lines().filter(line -> CHANGE_OR_READY.matcher(line).find()).toList();
    assertTrue(changes.size() > 1, () -> text(sent));
    assertTrue(changes.getLast().contains("READY=1"), changes::toString);
    EndState.assertRight(host, tunnel.name());
    GapCheck.assertNone(watcher.states(), daemon::did);
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
