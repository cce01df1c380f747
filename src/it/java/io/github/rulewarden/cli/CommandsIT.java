package io.github.rulewarden.cli;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.Bus;
import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.Tailscale;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.Tunnel;
import io.github.rulewarden.testing.WireGuard;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each command as an operator types it: the packaged program, real rules, the real daemon. */
@Timeout(120)
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

  /** What stands wrong at its start is one repair in each family. */
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

  /** Scenario 29, from the side of the command line. */
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
