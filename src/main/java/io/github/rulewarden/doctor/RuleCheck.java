package io.github.rulewarden.doctor;

import io.github.rulewarden.api.Finding;
import io.github.rulewarden.daemon.RuleDiagnostics;
import io.github.rulewarden.doctor.host.Probe;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Ladder;
import io.github.rulewarden.policy.Planner;
import io.github.rulewarden.policy.Policy;
import java.util.ArrayList;
import java.util.List;

/** The rules themselves, as {@code rulewarden check} sees them: order, halves, stale ones. */
final class RuleCheck implements Check {
  @Override
  public void examine(HostState patient, Findings findings) {
    switch (patient.rules()) {
      case Probe.Unknown<Snapshot>(String reason) ->
          findings.notExamined("the kernel's rules, and what depends on them", reason);
      case Probe.Known<Snapshot>(Snapshot snapshot) -> {
        List<Finding> ipv4 = findings(snapshot, Family.IPV4, patient.policy());
        List<Finding> ipv6 = new ArrayList<>(findings(snapshot, Family.IPV6, patient.policy()));
        for (Finding finding : ipv4) {
          boolean isOfBoth = ipv6.removeIf(other -> isSame(finding, other));
          findings.add(diagnosis(finding, isOfBoth ? "IPv4 and IPv6" : "IPv4"));
        }
        for (Finding finding : ipv6) {
          findings.add(diagnosis(finding, "IPv6"));
        }
      }
    }
  }

  private static List<Finding> findings(Snapshot snapshot, Family family, Policy policy) {
    Ladder ladder = Ladder.of(snapshot, family, policy);
    return RuleDiagnostics.of(Scope.OWN, ladder, Planner.plan(ladder, policy), snapshot, policy);
  }

  private static boolean isSame(Finding one, Finding other) {
    return one.code().equals(other.code())
        && one.text().equals(other.text())
        && one.fix().equals(other.fix());
  }

  private static Diagnosis diagnosis(Finding finding, String family) {
    return new Diagnosis(
        finding.severity(),
        finding.code(),
        family + ": " + finding.text(),
        why(finding.code()),
        remedy(finding.fix()));
  }

  private static Remedy remedy(String fix) {
    if (fix.isEmpty()) {
      return Remedy.none();
    }
    return fix.startsWith("rulewarden ") || fix.startsWith("ip ")
        ? Remedy.run(fix)
        : Remedy.advice(fix);
  }

  private static String why(String code) {
    return switch (code) {
      case "inverted" ->
          "the kernel asks these rules first, and they send every packet without the VPN's mark"
              + " into the VPN: those for the tailnet, too";
      case "refused" -> "as long as it stays, traffic for the tailnet goes into the VPN";
      case "overtaken" -> "what it sends elsewhere, the VPN will not get any more";
      case Finding.TAILNET_UNREACHABLE ->
          "this host cannot reach the tailnet, whatever the order of the VPN's rules";
      case Finding.TAILSCALE_INTERFACE ->
          "Rulewarden watches a link that is not Tailscale's, and may take Tailscale's for a VPN's";
      case "no-tailscale" -> "without it there is nothing to keep ahead of a VPN";
      case "no-policy-routing" ->
          "no rule of this family can exist, so none can stand ahead of Tailscale's";
      case "no-vpn" -> "without one nothing can come ahead of Tailscale";
      case "no-companion" -> "wg-quick adds it so that the LAN is reached directly";
      case "stale" -> "it does nothing now, but a table that is filled again gets all traffic";
      default -> "the rules decide where every packet goes";
    };
  }
}
