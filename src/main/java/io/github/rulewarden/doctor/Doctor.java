package io.github.rulewarden.doctor;

import java.util.List;

/** Makes all checks. */
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

  /** Everything there is to know about the patient, what matters most first. */
  public static List<Diagnosis> examine(HostState patient) {
    Findings findings = new Findings();
    for (Check check : CHECKS) {
      check.examine(patient, findings);
    }
    for (String unreadable : patient.units().unreadable()) {
      findings.notExamined("a unit", unreadable);
    }
    return findings.sorted();
  }
}
