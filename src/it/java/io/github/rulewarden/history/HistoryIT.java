package io.github.rulewarden.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.Opponent;
import io.github.rulewarden.testing.Pause;
import io.github.rulewarden.testing.Tailscale;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.WireGuard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The files that a daemon leaves on the disk. */
@Timeout(600)
class HistoryIT {
  private static final String ADD = "rule add not fwmark 51820 table 51820";

  /** {@code wg-quick (pid 800), by ip (pid 812)}, with a unit or without one. */
  private static final String WG_QUICK = "wg-quick \\(pid \\d+\\)( of \\S+)?, by ip \\(pid \\d+\\)";

  private static final String TOO_LATE = "a process that is gone \\(pid \\d+\\)";

  @RegisterExtension final TestHost host = TestHost.create();

  @Test
  void anInversionAndItsRepairOutliveTheDaemonAndTheBoot() throws Exception {
    long begin = micros();
    Tailscale.startOn(host);
    Daemon first = Daemon.on(host).start();
    host.ip(ADD);
    first.awaitNoticeThatBegins("STATUS=ok");
    first.terminate();
    first.awaitExit();
    List<JsonObject> entries = entries();
    JsonObject inverted = entries.get(0);
    assertEquals("inverted", inverted.getString("kind"));
    assertEquals("ipv4", inverted.getString("family"));
    assertEquals("", inverted.getString("netns"));
    assertEquals(
        "`5209: not from all fwmark 0xca6c lookup 51820` is evaluated before Tailscale's lookup at"
            + " 5270.",
        inverted.getString("text"));
    assertTrue(inverted.getString("opponent").matches(".+ \\(pid \\d+\\)"));
    assertTrue(begin < inverted.getLong("time") && inverted.getLong("time") < micros());
    JsonObject repaired = entries.get(1);
    assertEquals("repaired", repaired.getString("kind"));
    assertEquals(2, repaired.getArray("steps").size());
    assertTrue(repaired.getLong("durationUSec") > 0);
    assertEquals(2, entries.size());

    host.ip("rule del table 51820");
    // The runtime directory is new and empty, as after a reboot.
    Path run = Files.createDirectory(host.directory().resolve("run after the reboot"));
    Daemon second = Daemon.on(host).with("RUNTIME_DIRECTORY", run.toString()).start();
    host.ip(ADD);
    second.awaitNoticeThatBegins("STATUS=ok");
    second.terminate();
    second.awaitExit();
    assertEquals(List.of("inverted", "repaired", "inverted", "repaired"), kinds());
  }

  /**
   * The history names the process that runs ip, if the daemon saw it in time. The test keeps the
   * first ip alive, so that the daemon sees it.
   */
  @Test
  void wgQuickIsKnownByItsName() throws Exception {
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).start();
    Pause pause = Pause.inTheFirstAdd(host, "pause");
    WireGuard tunnel = WireGuard.on(host).by(pause.words());
    Thread wgQuick = Thread.ofPlatform().start(tunnel::up);
    daemon.awaitLog(" is inverted: ");
    pause.release();
    wgQuick.join();
    tunnel.by().down();
    daemon.terminate();
    daemon.awaitExit();
    List<String> opponents = new ArrayList<>();
    for (JsonObject entry : entries()) {
      if (entry.getString("kind").equals("inverted")) {
        opponents.add(entry.getString("opponent"));
      }
    }
    assertTrue(opponents.getFirst().matches(WG_QUICK), opponents::toString);
    for (String opponent : opponents) {
      assertTrue(opponent.matches(WG_QUICK + "|ip \\(pid \\d+\\).*|" + TOO_LATE), opponent);
    }
  }

  @Test
  void aContestIsToldOnceAndNamesTheOpponentAndTheRule() throws Exception {
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).start();
    Opponent opponent = Opponent.on(host, Family.IPV4);
    daemon.awaitNoticeThatBegins("STATUS=contested");
    opponent.giveUp();
    daemon.terminate();
    daemon.awaitExit();
    List<JsonObject> contested = new ArrayList<>();
    for (JsonObject entry : entries()) {
      if (entry.getString("kind").equals("contested")) {
        contested.add(entry);
      }
    }
    assertEquals(1, contested.size());
    String text = contested.getFirst().getString("text");
    assertTrue(text.startsWith("Repairs are paused because "), text);
    assertTrue(text.contains(opponent.name()), text);
    assertTrue(text.contains(" keeps undoing them. `"), text);
    assertTrue(contested.getFirst().getString("opponent").contains(opponent.name()));
  }

  @Test
  void aDiskThatTakesNothingKeepsNobodyFromRepairing() throws Exception {
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).with("STATE_DIRECTORY", "/proc/nowhere").start();
    for (int i = 0; i < 3; i++) {
      host.ip(ADD);
      daemon.awaitNoticeThatBegins("STATUS=ok");
      host.ip("rule del table 51820");
      daemon.awaitNoticeThatBegins("STATUS=idle: No VPN");
    }
    daemon.terminate();
    daemon.awaitExit();
    int warnings = daemon.log().split("history.jsonl cannot be written", -1).length - 1;
    assertEquals(1, warnings, daemon.log());
    assertTrue(daemon.log().contains("repaired in"), daemon.log());
  }

  private List<String> kinds() throws Exception {
    List<String> kinds = new ArrayList<>();
    for (JsonObject entry : entries()) {
      kinds.add(entry.getString("kind"));
    }
    return kinds;
  }

  private List<JsonObject> entries() throws Exception {
    Path file = host.directory().resolve("state/history.jsonl");
    List<JsonObject> entries = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      entries.add(JsonParser.object().from(line));
    }
    return entries;
  }

  private static long micros() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
  }
}
