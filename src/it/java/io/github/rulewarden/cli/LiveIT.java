package io.github.rulewarden.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.Bus;
import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.Tailscale;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.Tunnel;
import io.github.rulewarden.testing.WireGuard;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The commands that keep running and show events: their output for programs and on a terminal. */
@Timeout(600)
class LiveIT {
  private static final String TIME = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}  ";

  /** The exit code of a process that SIGINT ended: 128 and the signal's number. */
  private static final int INTERRUPTED = 130;

  @RegisterExtension final TestHost host = TestHost.create();

  private Bus bus;
  private Tunnel tunnel;

  @BeforeEach
  void prepare() throws Exception {
    Tailscale.startOn(host);
    tunnel = Tunnel.on(host, "vpn0", WireGuard.USUAL_TABLE);
    bus = Bus.on(host);
  }

  @Test
  void monitorTellsWhatHappensOverARestartOfTheDaemon() throws Exception {
    LiveCommand monitor = LiveCommand.start(host, bus.forCommands(), "monitor");
    monitor.await(
        TIME + "daemon     not reachable: The rulewarden daemon is not running. Waiting for it.");

    Daemon daemon = start();
    monitor.await(
        TIME
            + "daemon     running, state idle: No VPN rule was recognised here, so there is nothing to keep behind Tailscale.");
    tunnel.addCapture(Family.IPV4);
    monitor.await(TIME + "inverted   IPv4  `5209: not .*` is evaluated before Tailscale's .*");
    monitor.await(
        TIME + "repaired   IPv4  Repaired: added `.*`; deleted `.*`. Took \\d+\\.\\d{3} ms.");
    daemon.terminate();
    monitor.await(TIME + "daemon     not reachable: .* Waiting for it.");
    start();
    monitor.await(TIME + "daemon     running, state ok: .*");
  }

  @Test
  void monitorEndsWhenNobodyReadsAnyMore() throws Exception {
    start();
    List<String> shell =
        List.of(
            "env",
            "DBUS_SYSTEM_BUS_ADDRESS=" + bus.address(),
            "bash",
            "-c",
            "\"$@\" | head -n 1; echo ended with ${PIPESTATUS[0]}",
            "bash");
    LiveCommand monitor = LiveCommand.start(host, shell, "monitor", "--json");
    JsonObject there = JsonParser.object().from(monitor.await("\\{.*"));
    assertEquals("daemon-there", there.getString("kind"));

    tunnel.addCapture(Family.IPV6);
    tunnel.addCapture(Family.IPV4);

    monitor.await("ended with 0");
  }

  @Test
  void theStatusIsALineForEachChangeInAPipe() throws Exception {
    start();
    LiveCommand status = LiveCommand.start(host, bus.forCommands(), "status", "--watch");
    status.await(TIME + "state     idle");
    status.await(TIME + "IPv6      idle: .*");

    tunnel.addPair(Family.IPV6);

    status.await(TIME + "state     ok");
    status.await(TIME + "IPv6      ok: Tailscale's lookup at 5270 is evaluated before .*");
  }

  /** The status runs on a terminal until Ctrl-C. */
  @Test
  void theStatusIsAScreenOnATerminal() throws Exception {
    start();
    LiveCommand status =
        LiveCommand.start(host, onTerminal("stty cols 70; exec env TERM=xterm"), "status --watch");
    status.await("\\e\\[H +State: \\e\\[2midle\\e\\[0m\\e\\[K");

    tunnel.addPair(Family.IPV4);

    status.await("\\e\\[J\\e\\[H +State: \\e\\[1;32mok\\e\\[0m\\e\\[K");
    status.type("\u0003");
    assertEquals(INTERRUPTED, status.awaitExit());
  }

  private Daemon start() throws Exception {
    Daemon daemon = Daemon.on(host).on(bus).start();
    bus.awaitService();
    return daemon;
  }

  /** Returns the words that run a command on a terminal of its own, by means of {@code script}. */
  private List<String> onTerminal(String before) {
    return List.of(
        "env",
        "DBUS_SYSTEM_BUS_ADDRESS=" + bus.address(),
        "sh",
        "-c",
        "exec script -qefc \"" + before + " $*\" /dev/null",
        "sh");
  }
}
