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

/** The findings of {@code rulewarden check}: the order of the rules, lone and stale rules. */
final class RuleCheck implements Check {
  @Override
  public void examine(HostState host, Findings findings) {
    switch (host.rules()) {
      case Probe.Unknown<Snapshot>(Probe.Failure failure) ->
          findings.notExamined("the kernel's rules, and what depends on them", failure);
      case Probe.Known<Snapshot>(Snapshot snapshot) -> {
        List<Finding> ipv4 = findings(snapshot, Family.IPV4, host.policy());
        List<Finding> ipv6 = new ArrayList<>(findings(snapshot, Family.IPV6, host.policy()));
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

  /** Distinguishes commands from advice by their wording. */
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
          "the kernel evaluates these rules first, and they send every packet without the VPN's mark"
              + " into the VPN, including packets for the tailnet";
      case "refused" -> "until this is resolved, traffic for the tailnet goes into the VPN";
      case "overtaken" -> "the VPN no longer gets the traffic that this rule routes elsewhere";
      case Finding.TAILNET_UNREACHABLE ->
          "this host cannot reach the tailnet, whatever the order of the VPN's rules";
      case Finding.TAILSCALE_INTERFACE ->
          "Rulewarden watches the wrong interface, and may mistake Tailscale's for a VPN's";
      case "no-tailscale" -> "without it there is nothing to keep ahead of a VPN";
      case "no-policy-routing" -> "this family has no rules, so none can come before Tailscale's";
      case "no-vpn" -> "without a VPN nothing can come before Tailscale's rules";
      case "no-companion" -> "wg-quick adds it to keep LAN traffic out of the VPN";
      case "stale" ->
          "it has no effect now, but its table would get all traffic once it has a default route again";
      default -> "the rules decide where every packet goes";
    };
  }
}
