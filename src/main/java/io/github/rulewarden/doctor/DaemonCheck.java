package io.github.rulewarden.doctor;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.doctor.HostState.DaemonState;
import io.github.rulewarden.doctor.systemd.Unit;
import io.github.rulewarden.doctor.systemd.Unit.Presence;
import io.github.rulewarden.policy.Mode;

/** Rulewarden's own daemon. */
final class DaemonCheck implements Check {
  private static final String UNIT = "rulewarden.service";

  @Override
  public void examine(HostState patient, Findings findings) {
    Unit unit = patient.units().unit(UNIT);
    boolean isEnabled = patient.units().wanted().contains(UNIT);
    switch (patient.daemon()) {
      case DaemonState.Answering(Status status) -> {
        examine(status, patient, findings);
        if (unit.isPresent() && !isEnabled) {
          findings.warning(
              "daemon-not-enabled",
              "Rulewarden runs, but nothing starts it at boot",
              "after the next boot nobody keeps the order",
              Remedy.run("systemctl enable rulewarden"));
        }
      }
      case DaemonState.Silent(ManagerException.Kind kind, String reason) -> {
        if (kind == ManagerException.Kind.DENIED) {
          findings.notExamined("the daemon", "permission denied: " + Clause.of(reason));
        } else {
          silent(reason, unit, isEnabled, findings);
        }
      }
    }
  }

  private static void silent(String reason, Unit unit, boolean isEnabled, Findings findings) {
    String why = "while it does not run, an inversion stays until somebody repairs it by hand";
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

  private static void examine(Status status, HostState patient, Findings findings) {
    if (!status.reloadResult().isEmpty()) {
      findings.warning(
          "reload-failed",
          "the last reload changed nothing: " + Clause.of(status.reloadResult()),
          "the daemon still runs with the configuration from before",
          Remedy.run("rulewarden config check", "systemctl reload rulewarden"));
    }
    if (status.mode() == Mode.OBSERVE) {
      findings.warning(
          "observing",
          "Rulewarden only observes",
          "it tells of an inversion and leaves it as it is",
          patient.policy().mode() == Mode.OBSERVE
              ? Remedy.advice(
                  "set mode = \"repair\" in /etc/rulewarden/rulewarden.toml, then run"
                      + " `systemctl reload rulewarden`")
              : Remedy.run("systemctl reload rulewarden"));
    }
    String reason = Clause.of(status.reason());
    switch (status.state()) {
      // An inversion is told by the rules themselves.
      case IDLE, OK, INVERTED -> {}
      case CONTESTED ->
          findings.warning(
              "contested",
              "somebody undoes the repairs: " + reason,
              "Rulewarden pauses longer and longer, and meanwhile the order is wrong",
              Remedy.run("rulewarden history"));
      case DEGRADED ->
          findings.warning(
              "degraded",
              "the daemon reports: " + reason,
              "the order may be wrong, or the tailnet cannot be reached",
              Remedy.run("journalctl -u rulewarden"));
      case LEAK ->
          findings.error(
              "leak",
              reason,
              "traffic that the VPN should carry goes out in the clear, or the LAN's into the VPN",
              Remedy.run("rulewarden status"));
    }
  }
}
