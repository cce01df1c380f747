package io.github.rulewarden.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.Disk;
import io.github.rulewarden.testing.Tailscale;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.Watcher;
import io.github.rulewarden.testing.WireGuard;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The disk accepts no data. The daemon keeps the order all the same, logs one sentence about what
 * is lost, and loses nothing once the disk accepts data again.
 */
@Timeout(600)
class FailingDiskIT {
  @RegisterExtension final TestHost host = TestHost.create();

  private final Watcher watcher = Watcher.on(host);
  private Path run;
  private Path state;

  @BeforeEach
  void start() {
    run = host.directory().resolve("run");
    state = host.directory().resolve("state");
    Tailscale.startOn(host);
  }

  @ParameterizedTest
  @EnumSource
  void theStateFileIsCompletedOnceThereIsRoom(Disk disk) throws Exception {
    Daemon daemon = Daemon.on(host).by(disk.at(run)).start();
    WireGuard tunnel = WireGuard.on(host).up();
    watcher.awaitOrder(WireGuard.USUAL_TABLE);
    EndState.assertRight(host, tunnel.name());
    daemon.awaitLogOnce("The state file " + run);

    disk.relieve(daemon, run);
    tunnel.restart();
    watcher.awaitOrder(WireGuard.USUAL_TABLE);

    Disk.awaitText(daemon, stateFile(), text -> text.contains(" " + tunnel.name() + "\n"));
    daemon.terminate();
    assertEquals(0, daemon.awaitExit());
  }

  @ParameterizedTest
  @EnumSource
  void theHistoryIsMissedAndMadeGood(Disk disk) throws Exception {
    Daemon daemon = Daemon.on(host).by(disk.at(state)).start();
    WireGuard tunnel = WireGuard.on(host).up();
    watcher.awaitOrder(WireGuard.USUAL_TABLE);
    daemon.awaitLogOnce(state + "/history.jsonl cannot be written");
    for (Family family : Family.values()) {
      daemon.awaitLog(family.text() + " repaired in");
    }

    disk.relieve(daemon, state);
    long relieved = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
    tunnel.restart();
    watcher.awaitOrder(WireGuard.USUAL_TABLE);

    Set<String> expected =
        Set.of("inverted ipv4", "inverted ipv6", "repaired ipv4", "repaired ipv6");
    Path history = state.resolve("history.jsonl");
    Disk.awaitText(daemon, history, text -> missed(text, relieved).equals(expected));
  }

  /** Returns the events in the history that are older than a moment. */
  private static Set<String> missed(String history, long relieved) {
    Set<String> missed = new TreeSet<>();
    for (String line : history.lines().toList()) {
      try {
        JsonObject entry = JsonParser.object().from(line);
        if (entry.getLong("time") < relieved) {
          missed.add(entry.getString("kind") + " " + entry.getString("family"));
        }
      } catch (JsonParserException e) {
        return Set.of(); // The daemon is still writing this line.
      }
    }
    return missed;
  }

  /**
   * A lock needs no space on the disk. If the lock is not available at all, the daemon reports
   * this.
   */
  @ParameterizedTest
  @EnumSource
  void aSecondInstanceIsRefusedWhereItCanBeSeen(Disk disk) throws Exception {
    Daemon first = Daemon.on(host).by(disk.at(run)).start();
    switch (disk) {
      case FULL -> {
        Daemon second = Daemon.on(host).by(Disk.beside(first)).launch();
        assertEquals(1, second.awaitExit());
        assertTrue(second.log().contains("Another instance"), second::log);
      }
      case READ_ONLY -> first.awaitLogOnce("The instance lock in " + run + " cannot be taken");
    }
  }

  private Path stateFile() {
    return run.resolve("netns-" + host.namespace().identity().inode() + ".state");
  }
}
