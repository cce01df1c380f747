package io.github.rulewarden.doctor;

import io.github.rulewarden.doctor.host.Probe;
import java.util.List;

/** Runs all checks. */
public final class Doctor {
  private static final List<Check> CHECKS =
      List.of(
          new RuleCheck(),
          new DaemonCheck(),
          new TailscaledCheck(),
          new ResolverCheck(),
          new FirewallCheck(),
          new ReverseFilterCheck(),
          new MarkCheck(),
          new BootOrderCheck(),
          new NetworkdCheck(),
          new TunnelHookCheck(),
          new HookCheck(),
          new ListenerCheck());

  private Doctor() {}

  /** All findings about the host, the most severe first. */
  public static List<Diagnosis> examine(HostState host) {
    Findings findings = new Findings();
    for (Check check : CHECKS) {
      check.examine(host, findings);
    }
    for (Probe.Failure unreadable : host.units().unreadable()) {
      findings.notExamined("a unit", unreadable);
    }
    return findings.sorted();
  }
}
