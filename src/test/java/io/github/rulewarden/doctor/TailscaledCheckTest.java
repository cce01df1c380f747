package io.github.rulewarden.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.policy.Policy;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The state that tailscaled reports. */
class TailscaledCheckTest extends CheckTest {
  private static final String STATUS = "== api /localapi/v0/status?peers=false\n";
  private static final String PREFS = "== api /localapi/v0/prefs\n";

  @Test
  void connected() {
    host.add(STATUS + "{\"BackendState\":\"Running\",\"TUN\":true}\n" + PREFS + "{}\n");
    assertSaid(new TailscaledCheck(), "");
  }

  @Test
  void absentWithAUnit() {
    host.add("== file /usr/lib/systemd/system/tailscaled.service\n[Service]\nExecStart=/x\n");
    assertSaid(
        new TailscaledCheck(),
        """
        info tailscaled-absent: tailscaled is not running
        => systemctl enable --now tailscaled
        """);
  }

  @Test
  void absentWithoutAUnit() {
    assertSaid(
        new TailscaledCheck(),
        """
        info tailscaled-absent: tailscaled is not running and has no unit
        => install Tailscale if this host should be in a tailnet
        """);
  }

  @Test
  void runningWithASocketOfItsOwn() {
    host.add("== process 412 /usr/sbin/tailscaled --socket=/x\n");
    assertSaid(
        new TailscaledCheck(),
        """
        info not-examined: not examined: tailscaled's mode and exit node: /run/tailscale/tailscaled.sock does not exist
        """);
  }

  @Test
  void somebodyWhoDoesNotAnswerIsThere() {
    host.add("== file /run/tailscale/tailscaled.sock\n");
    assertSaid(
        new TailscaledCheck(),
        """
        info not-examined: not examined: tailscaled's mode and exit node: /run/tailscale/tailscaled.sock does not exist
        """);
  }

  @Test
  void aSocketThatACrashLeftBehind() {
    host.add(
        "== file /run/tailscale/tailscaled.sock\n== refuses /localapi/v0/status?peers=false\n");
    assertSaid(
        new TailscaledCheck(),
        """
        info tailscaled-absent: tailscaled is not running and has no unit
        => install Tailscale if this host should be in a tailnet
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "garbage | its answer is not JSON: ",
        "{}      | its answer lacks BackendState or TUN",
        "{\"BackendState\":1,\"TUN\":true} | its answer lacks BackendState or TUN",
      })
  void answersNonsense(String status, String reason) {
    host.add("== process 412 tailscaled\n" + STATUS + status + "\n" + PREFS + "{}\n");
    String said = host.says(new TailscaledCheck());
    String expected = "info not-examined: not examined: tailscaled's mode and exit node: " + reason;
    assertEquals(expected, said.substring(0, Math.min(said.length(), expected.length())));
  }

  @Test
  void userspace() {
    host.add(STATUS + "{\"BackendState\":\"Running\",\"TUN\":false}\n" + PREFS + "{}\n");
    assertSaid(
        new TailscaledCheck(),
        "info userspace-networking: tailscaled runs with --tun=userspace-networking\n");
  }

  @Test
  void notConnected() {
    host.add(STATUS + "{\"BackendState\":\"NeedsLogin\",\"TUN\":true}\n" + PREFS + "{}\n");
    assertSaid(
        new TailscaledCheck(),
        """
        info tailscaled-not-up: tailscaled is running but not connected: its state is NeedsLogin
        => tailscale up
        """);
  }

  @Test
  void anInterfaceOfAnotherName() {
    host.add(STATUS + "{\"BackendState\":\"Running\",\"TUN\":true}\n" + PREFS + "{}\n")
        .policy(
            Policy.DEFAULT.with(
                new Policy.Tailscale(
                    52, Policy.Tailscale.DEFAULT.bypassMark(), Optional.of("ts0"))));
    assertSaid(
        new TailscaledCheck(),
        """
        warning tailscale-interface: tailscaled is connected, but there is no link ts0
        => set tailscale.interface to the name given to tailscaled with --tun
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"ExitNodeStatus\":{\"ID\":\"n1\",\"Online\":true,\"TailscaleIPs\":[\"100.64.0.9/32\"]},' | {} | 100.64.0.9/32",
        "''                      | {\"ExitNodeIP\":\"100.64.0.9\"} | 100.64.0.9",
        "'\"ExitNodeStatus\":null,' | {\"ExitNodeID\":\"n123\",\"ExitNodeIP\":\"\"}  | n123",
      })
  void anExitNode(String status, String prefs, String shown) {
    host.add(
        STATUS
            + "{"
            + status
            + "\"BackendState\":\"Running\",\"TUN\":true}\n"
            + PREFS
            + prefs
            + "\n");
    assertSaid(
        new TailscaledCheck(),
        "info exit-node: an exit node is in use: " + shown + "\n=> tailscale set --exit-node=\n");
  }
}
