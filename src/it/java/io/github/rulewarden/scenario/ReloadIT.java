package io.github.rulewarden.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.Bus;
import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.Patience;
import io.github.rulewarden.testing.Program;
import io.github.rulewarden.testing.Tailscale;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.Tunnel;
import io.github.rulewarden.testing.Watcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Scenario 29, and modes: the configuration changes while the daemon runs. */
@Timeout(600)
class ReloadIT {
  private static final long TABLE = 51820;
  private static final String OBSERVE = "mode = \"observe\"\n";

  @RegisterExtension final TestHost host = TestHost.create();

  private final Watcher watcher = Watcher.on(host);

  @Test
  void aReloadBySignalAppliesAtOnce() throws Exception {
    Bus bus = Bus.on(host);
    Daemon daemon = invertedAndObserving(bus);
    assertEquals("s \"inverted\"", bus.property("State"));

    daemon.reconfigure("mode = \"repair\"\n");
    daemon.reload();

    watcher.awaitOrder(TABLE);
    assertEquals("s \"repair\"", bus.property("Mode"));
    assertEquals("s \"\"", bus.property("ReloadResult"));
    assertEquals("as 1 \"" + daemon.configuration() + "\"", bus.property("ConfigFiles"));
  }

  @Test
  void aBrokenConfigurationChangesNothingAndIsToldEverywhere() throws Exception {
    Bus bus = Bus.on(host);
    Daemon daemon = invertedAndObserving(bus);

    daemon.reconfigure("mode = \"repair\"\nstrategy = \"push\"\n");
    daemon.reload();

    String place = daemon.configuration() + ":2:1: strategy: found ";
    assertTrue(bus.property("ReloadResult").contains(place), bus.property("ReloadResult"));
    assertEquals("s \"observe\"", bus.property("Mode"));
    assertEquals("s \"inverted\"", bus.property("State"));
    assertTrue(daemon.log().contains(place), daemon::log);
    Program call = bus.call("Reload");
    assertFalse(call.exitCode() == 0, call::toString);
    assertTrue(call.errors().contains(place), call::toString);

    daemon.reconfigure(OBSERVE);
    bus.call("Reload").require();
    assertEquals("s \"\"", bus.property("ReloadResult"));
  }

  @Test
  void whatWasRecognisedAfterAReloadIsRepaired() throws Exception {
    Bus bus = Bus.on(host);
    Tailscale.startOn(host);
    Tunnel tunnel = Tunnel.on(host, "reload0", TABLE);
    Daemon daemon = Daemon.on(host).on(bus).configured("[vpn]\nignore = [51820]\n").start();
    bus.awaitService();
    for (Family family : Family.values()) {
      tunnel.addPair(family);
    }

    daemon.reconfigure("[vpn]\npriorities = \"6000-6099\"\n");
    daemon.reload();

    watcher.awaitOrder(TABLE);
    String rules = host.ip("-4 rule");
    assertTrue(rules.contains("6099:"), rules);
  }

  @Test
  void aModeThatIsSetLastsUntilAReload() throws Exception {
    Bus bus = Bus.on(host);
    Daemon daemon = invertedAndObserving(bus);

    bus.call("SetMode", "s", "repair").require();
    watcher.awaitOrder(TABLE);
    assertEquals("s \"repair\"", bus.property("Mode"));

    daemon.reload();
    assertEquals("s \"observe\"", bus.property("Mode"));
  }

  @Test
  void planAndCheckTellWhatARepairWouldDo() throws Exception {
    Bus bus = Bus.on(host);
    invertedAndObserving(bus);

    String plan = bus.call("Plan").require();
    String check = bus.call("Check").require();
    assertTrue(plan.contains("ip -4 rule add priority 5399 not from all fwmark 0xca6c"), plan);
    assertTrue(check.startsWith("baa{sv} false"), check);
    assertTrue(check.contains("\"code\" s \"inverted\""), check);

    String done = bus.call("Repair").require();
    assertEquals(plan, done);
    assertEquals("as 0", bus.call("Plan").require().strip());
  }

  /** The daemon survives repeated SIGHUPs, also during a reload. */
  @Test
  void manySignalsAreAnsweredOneByOne() throws Exception {
    Bus bus = Bus.on(host);
    Daemon daemon = invertedAndObserving(bus);
    String pid = Long.toString(daemon.pid());
    for (String text : List.of("mode = \"repair\"\n", "nonsense", OBSERVE)) {
      daemon.reconfigure(text);
      Program.run("kill", "-HUP", pid).require();
    }
    daemon.reload();
    // An earlier notice may have answered an earlier signal. The daemon answers this call after all
    // of them.
    bus.call("Reload").require();
    assertEquals("s \"observe\"", bus.property("Mode"));
    assertEquals("s \"\"", bus.property("ReloadResult"));
  }

  /**
   * This includes a process that does not run Java yet, from the moment at which it keeps SIGHUP.
   */
  @Test
  void aSignalDuringTheStartIsAnsweredWhenItIsReady() throws Exception {
    Tailscale.startOn(host);
    for (int millis = 0; millis < 420; millis += 50) {
      Daemon daemon = Daemon.on(host).configured(OBSERVE).launch();
      assertTrue(Patience.until(() -> keepsHangup(daemon.pid())), daemon::log);
      Thread.sleep(millis); // Each moment of the start is tested.
      Program.run("kill", "-HUP", Long.toString(daemon.pid())).require();
      daemon.awaitNoticeThatBegins("RELOADING=1\n");
      daemon.awaitNotice("READY=1");
      daemon.terminate();
      assertEquals(0, daemon.awaitExit(), "after " + millis + " ms");
    }
  }

  /**
   * Returns whether a process ignores SIGHUP and blocks it ({@code SigIgn} and {@code SigBlk} of
   * proc_pid_status(5), the first bit). A shell may block it for a moment without ignoring it.
   */
  private static boolean keepsHangup(long pid) {
    try {
      List<String> status = Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"));
      return hasHangup(status, "SigIgn:") && hasHangup(status, "SigBlk:");
    } catch (IOException e) {
      return false; // The process has ended; the caller's limit reports this.
    }
  }

  private static boolean hasHangup(List<String> status, String set) {
    for (String line : status) {
      if (line.startsWith(set)) {
        return (Long.parseUnsignedLong(line.substring(set.length()).strip(), 16) & 1) != 0;
      }
    }
    return false;
  }

  private Daemon invertedAndObserving(Bus bus) throws Exception {
    Tailscale.startOn(host);
    Tunnel tunnel = Tunnel.on(host, "reload0", TABLE);
    for (Family family : Family.values()) {
      tunnel.addPair(family);
    }
    Daemon daemon = Daemon.on(host).on(bus).configured(OBSERVE).start();
    bus.awaitService();
    return daemon;
  }
}
