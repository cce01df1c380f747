package io.github.rulewarden.doctor;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.State;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The state of Rulewarden's own daemon. */
class DaemonCheckTest extends CheckTest {
  private static final String UNIT =
      """
      == file /usr/lib/systemd/system/rulewarden.service
      [Service]
      ExecStart=/usr/bin/rulewarden daemon
      """;

  private static final String ENABLED =
      "== link /etc/systemd/system/multi-user.target.wants/rulewarden.service"
          + " /usr/lib/systemd/system/rulewarden.service\n";

  @Test
  void well() {
    host.add(UNIT).add(ENABLED);
    assertSaid(new DaemonCheck(), "");
  }

  @Test
  void withoutAUnitItMayBeStartedByAnythingElse() {
    assertSaid(new DaemonCheck(), "");
  }

  @Test
  void notEnabled() {
    host.add(UNIT);
    assertSaid(
        new DaemonCheck(),
        """
        warning daemon-not-enabled: Rulewarden is running but not enabled
        => systemctl enable rulewarden
        """);
  }

  @Test
  void notRunning() {
    host.add(UNIT).unavailableDaemon(ManagerException.Kind.UNREACHABLE, "No daemon on the bus.");
    assertSaid(
        new DaemonCheck(),
        """
        warning daemon-absent: Rulewarden's daemon does not answer: No daemon on the bus
        => systemctl enable --now rulewarden
        """);
  }

  @Test
  void enabledAndNotRunning() {
    host.add(UNIT)
        .add(ENABLED)
        .unavailableDaemon(ManagerException.Kind.UNREACHABLE, "No daemon on the bus.");
    assertSaid(
        new DaemonCheck(),
        """
        warning daemon-absent: Rulewarden's daemon does not answer: No daemon on the bus
        => systemctl restart rulewarden && systemctl status rulewarden
        """);
  }

  @Test
  void masked() {
    host.add(UNIT)
        .add("== link /etc/systemd/system/rulewarden.service /dev/null\n")
        .unavailableDaemon(ManagerException.Kind.UNREACHABLE, "No daemon on the bus.");
    assertSaid(
        new DaemonCheck(),
        """
        warning daemon-absent: Rulewarden's daemon does not answer: No daemon on the bus; its unit is masked
        => systemctl unmask rulewarden && systemctl enable --now rulewarden
        """);
  }

  /** The instance lock is held, but the bus is gone. */
  @Test
  void runningWithoutTheBus() {
    host.daemonWithoutBus("There is no D-Bus.");
    assertSaid(
        new DaemonCheck(),
        """
        warning daemon-unreachable: Rulewarden's daemon runs, but it cannot be reached over the bus: There is no D-Bus
        => see `systemctl status dbus` and `journalctl -u rulewarden`
        """);
  }

  @Test
  void notInstalled() {
    host.unavailableDaemon(ManagerException.Kind.UNREACHABLE, "No daemon on the bus.");
    assertSaid(
        new DaemonCheck(),
        """
        warning daemon-absent: Rulewarden's daemon does not answer: No daemon on the bus; its unit is not installed
        => install systemd/rulewarden.service, or run `rulewarden daemon`
        """);
  }

  @Test
  void forbidden() {
    host.unavailableDaemon(ManagerException.Kind.DENIED, "The bus does not let you ask.");
    assertSaid(
        new DaemonCheck(),
        """
        info not-examined: not examined: the daemon: permission denied: The bus does not let you ask
        => sudo rulewarden doctor
        """);
  }

  @Test
  void observing() {
    host.daemon(CheckFixture.status(State.OK, Mode.OBSERVE, ""));
    assertSaid(
        new DaemonCheck(),
        """
        warning observing: Rulewarden only observes
        => systemctl reload rulewarden
        """);
  }

  @Test
  void observingByItsConfiguration() {
    host.daemon(CheckFixture.status(State.OK, Mode.OBSERVE, ""))
        .policy(Policy.DEFAULT.in(Mode.OBSERVE));
    assertSaid(
        new DaemonCheck(),
        """
        warning observing: Rulewarden only observes
        => set mode = "repair" in /etc/rulewarden/rulewarden.toml, then run `systemctl reload rulewarden`
        """);
  }

  @Test
  void aReloadThatFailed() {
    host.daemon(CheckFixture.status(State.OK, Mode.REPAIR, "a.toml:1:1: mode: found 1."));
    assertSaid(
        new DaemonCheck(),
        """
        warning reload-failed: the last reload failed: a.toml:1:1: mode: found 1
        => rulewarden config check && systemctl reload rulewarden
        """);
  }

  @ParameterizedTest
  @CsvSource({
    "CONTESTED, warning contested: another process keeps undoing the repairs: A reason, rulewarden history",
    "DEGRADED, warning degraded: the daemon reports: A reason, journalctl -u rulewarden",
    "LEAK, error leak: A reason, rulewarden status",
  })
  void aBadState(State state, String line, String fix) {
    host.daemon(CheckFixture.status(state, Mode.REPAIR, ""));
    assertSaid(new DaemonCheck(), line + "\n=> " + fix + "\n");
  }
}
