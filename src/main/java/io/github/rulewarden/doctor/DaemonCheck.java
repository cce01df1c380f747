package io.github.rulewarden.doctor;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.doctor.HostState.DaemonState;
import io.github.rulewarden.doctor.host.Probe;
import io.github.rulewarden.doctor.systemd.Unit;
import io.github.rulewarden.doctor.systemd.Unit.Presence;
import io.github.rulewarden.policy.Mode;

/** Whether Rulewarden's own daemon runs, is enabled and works. */
final class DaemonCheck implements Check {
  private static final String UNIT = "rulewarden.service";

  @Override
  public void examine(HostState host, Findings findings) {
    Unit unit = host.units().unit(UNIT);
    boolean isEnabled = host.units().wanted().contains(UNIT);
    switch (host.daemon()) {
      case DaemonState.Answering(Status status) -> {
        examine(status, host, findings);
        if (unit.isPresent() && !isEnabled) {
          findings.warning(
              "daemon-not-enabled",
              "Rulewarden is running but not enabled",
              "it does not start at the next boot, and then nothing repairs the order",
              Remedy.run("systemctl enable rulewarden"));
        }
      }
      case DaemonState.WithoutBus(String reason) ->
          findings.warning(
              "daemon-unreachable",
              "Rulewarden's daemon runs, but it cannot be reached over the bus: "
                  + Clause.of(reason),
              "it works without the bus, but `rulewarden status`, `history` and `monitor` do not",
              Remedy.advice("see `systemctl status dbus` and `journalctl -u rulewarden`"));
      case DaemonState.Unavailable(ManagerException.Kind kind, String reason) -> {
        if (kind == ManagerException.Kind.DENIED) {
          findings.notExamined(
              "the daemon",
              new Probe.Failure(Probe.Cause.FORBIDDEN, "permission denied: " + reason));
        } else {
          unavailable(reason, unit, isEnabled, findings);
        }
      }
    }
  }

  private static void unavailable(String reason, Unit unit, boolean isEnabled, Findings findings) {
    String why = "while it does not run, an inversion lasts until you repair it by hand";
    String text = "Rulewarden's daemon does not answer: " + Clause.of(reason);
    if (unit.presence() == Presence.MASKED) {
      findings.warning(
          "daemon-absent",
          text + "; its unit is masked",
          why,
          Remedy.run("systemctl unmask rulewarden", "systemctl enable --now rulewarden"));
    } else if (unit.presence() == Presence.ABSENT) {
      findings.warning(
          "daemon-absent",
          text + "; its unit is not installed",
          why,
          Remedy.advice("install systemd/rulewarden.service, or run `rulewarden daemon`"));
    } else {
      findings.warning(
          "daemon-absent",
          text,
          why,
          isEnabled
              ? Remedy.run("systemctl restart rulewarden", "systemctl status rulewarden")
              : Remedy.run("systemctl enable --now rulewarden"));
    }
  }

  private static void examine(Status status, HostState host, Findings findings) {
    if (!status.reloadResult().isEmpty()) {
      findings.warning(
          "reload-failed",
          "the last reload failed: " + Clause.of(status.reloadResult()),
          "the daemon still uses its previous configuration",
          Remedy.run("rulewarden config check", "systemctl reload rulewarden"));
    }
    if (status.mode() == Mode.OBSERVE) {
      findings.warning(
          "observing",
          "Rulewarden only observes",
          "it reports an inversion but does not repair it",
          host.policy().mode() == Mode.OBSERVE
              ? Remedy.advice(
                  "set mode = \"repair\" in /etc/rulewarden/rulewarden.toml, then run"
                      + " `systemctl reload rulewarden`")
              : Remedy.run("systemctl reload rulewarden"));
    }
    String reason = Clause.of(status.reason());
    switch (status.state()) {
      // RuleCheck reports an inversion.
      case IDLE, OK, INVERTED -> {}
      case CONTESTED ->
          findings.warning(
              "contested",
              "another process keeps undoing the repairs: " + reason,
              "Rulewarden pauses longer each time, and the order is wrong meanwhile",
              Remedy.run("rulewarden history"));
      case DEGRADED ->
          findings.warning(
              "degraded",
              "the daemon reports: " + reason,
              "the order may be wrong or the tailnet unreachable",
              Remedy.run("journalctl -u rulewarden"));
      case LEAK ->
          findings.error(
              "leak",
              reason,
              "traffic that belongs in the VPN leaves unencrypted, or LAN traffic goes into the VPN",
              Remedy.run("rulewarden status"));
    }
  }
}
