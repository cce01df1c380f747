package io.github.rulewarden.cli;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.Bus;
import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.Tailscale;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.Tunnel;
import io.github.rulewarden.testing.WireGuard;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Runs each command as an operator does: with the packaged program, real rules and the real daemon.
 */
@Timeout(600)
class CommandsIT {
  @RegisterExtension final TestHost host = TestHost.create();

  @Test
  void invertedAndNoDaemon() throws Exception {
    Tailscale.startOn(host);
    WireGuard tunnel = WireGuard.on(host).up();
    GoldenSession session = new GoldenSession(host, List.of());
    session.masks().addLiterally(tunnel.name(), "wg0");
    session.replay("inverted");
  }

  /** The order is wrong when the daemon starts, so it makes one repair in each family. */
  @Test
  void repairedByTheDaemon() throws Exception {
    Tailscale.startOn(host);
    WireGuard.on(host).up();
    Bus bus = Bus.on(host);
    Daemon.on(host).on(bus).start();
    bus.awaitService();
    new GoldenSession(host, bus.forCommands()).replay("repaired");
  }

  @Test
  void invertedAndObserved() throws Exception {
    Tailscale.startOn(host);
    Tunnel tunnel = Tunnel.on(host, "vpn0", WireGuard.USUAL_TABLE);
    Bus bus = Bus.on(host);
    Daemon.on(host).on(bus).configured("mode = \"observe\"\n").start();
    bus.awaitService();
    tunnel.addCapture(Family.IPV4);
    bus.awaitSignal("Inverted", values -> true);
    new GoldenSession(host, bus.forCommands()).replay("observed");
  }

  /** The tunnel is up but its rules are missing, and the configuration forbids restoring them. */
  @Test
  void leaking() throws Exception {
    Tailscale.startOn(host);
    Tunnel tunnel = Tunnel.on(host, "vpn0", WireGuard.USUAL_TABLE);
    tunnel.addPair(Family.IPV4);
    Bus bus = Bus.on(host);
    Daemon.on(host).on(bus).configured("leaks.restore = false\n").start();
    bus.awaitService();
    host.batch(Family.IPV4, "rule del priority 5399", "rule del priority 5398");
    bus.awaitSignal("Leak", values -> true);
    new GoldenSession(host, bus.forCommands()).replay("leaking");
  }

  /** Scenario 29: the daemon keeps its previous configuration and reports this. */
  @Test
  void reloadedWithABadFile() throws Exception {
    Bus bus = Bus.on(host);
    Daemon.on(host).on(bus).configured("mode = \"observe\"\n").start();
    bus.awaitService();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(host.directory(), "*.toml")) {
      Files.writeString(
          files.iterator().next(), "mode = \"observe\"\nbudget.repairs = 0\nspeed = 1\n");
    }
    assertNotEquals(0, bus.call("Reload").exitCode());
    new GoldenSession(host, bus.forCommands()).replay("reload");
  }

  /** Scenario 29, as the command line reports it. */
  @Test
  void configurations() throws Exception {
    Files.writeString(
        host.directory().resolve("good.toml"),
        "mode = \"observe\"\n[vpn]\ntables = [51820, \"0xca6c\"]\n");
    Files.writeString(
        host.directory().resolve("bad.toml"),
        "mode = \"observe\"\n[vpn]\n  table = 51820\n  priorities = \"100-200\"\n");
    Files.writeString(host.directory().resolve("worse.toml"), "mode = = \"observe\"\n");
    new GoldenSession(host, List.of()).replay("configurations");
  }
}
