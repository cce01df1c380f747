package io.github.rulewarden.doctor;

import io.github.rulewarden.api.Finding;
import io.github.rulewarden.api.Fix;
import io.github.rulewarden.doctor.host.Probe;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.diagnosis.RuleDiagnostics;
import io.github.rulewarden.policy.diagnosis.RuleFinding;
import io.github.rulewarden.policy.planner.Planner;
import io.github.rulewarden.text.FindingText;
import java.util.ArrayList;
import java.util.List;

/** The findings of {@code rulewarden check}: the order of the rules, lone and stale rules. */
final class RuleCheck implements Check {
  /** A finding in its typed form and in words. */
  private record Explained(RuleFinding found, Finding finding) {
    boolean isSame(Explained other) {
      return finding.code() == other.finding.code()
          && finding.text().equals(other.finding.text())
          && finding.fix().equals(other.finding.fix());
    }

    Diagnosis diagnosis(String family) {
      return new Diagnosis(
          finding.severity(),
          finding.code().text(),
          family + ": " + finding.text(),
          why(found),
          remedy(finding.fix()));
    }
  }

  @Override
  public void examine(HostState host, Findings findings) {
    switch (host.rules()) {
      case Probe.Unknown<Snapshot>(Probe.Failure failure) ->
          findings.notExamined("the kernel's rules, and what depends on them", failure);
      case Probe.Known<Snapshot>(Snapshot snapshot) -> {
        List<Explained> ipv6 = explained(snapshot, Family.IPV6, host.policy());
        for (Explained one : explained(snapshot, Family.IPV4, host.policy())) {
          boolean isOfBoth = ipv6.removeIf(one::isSame);
          findings.add(one.diagnosis(isOfBoth ? "IPv4 and IPv6" : "IPv4"));
        }
        for (Explained one : ipv6) {
          findings.add(one.diagnosis("IPv6"));
        }
      }
    }
  }

  private static List<Explained> explained(Snapshot snapshot, Family family, Policy policy) {
    Ladder ladder = Ladder.of(snapshot, family, policy);
    List<Explained> explained = new ArrayList<>();
    for (RuleFinding found :
        RuleDiagnostics.of(ladder, Planner.plan(ladder, policy), snapshot, policy)) {
      explained.add(new Explained(found, FindingText.of(Scope.OWN.of(family), found)));
    }
    return explained;
  }

  private static Remedy remedy(Fix fix) {
    return switch (fix) {
      case Fix.None() -> Remedy.none();
      case Fix.Command(String command) -> Remedy.run(command);
      case Fix.Advice(String advice) -> Remedy.advice(advice);
    };
  }

  private static String why(RuleFinding found) {
    return switch (found) {
      case RuleFinding.Inverted _, RuleFinding.InvertedWithoutRepair _ ->
          "the kernel evaluates these rules before Tailscale's, so they may take packets for the"
              + " tailnet";
      case RuleFinding.Refused _ ->
          "until this is resolved, this rule may take packets for the tailnet";
      case RuleFinding.Overtaken _ ->
          "after the repair the VPN does not get traffic that this rule routes elsewhere";
      case RuleFinding.PeerIsUnreachable _ ->
          "this host cannot reach that peer through Tailscale, and moving the VPN's rules does not"
              + " change that";
      case RuleFinding.MisnamedLink _ ->
          "Rulewarden watches the wrong interface, and may take Tailscale's for a VPN's";
      case RuleFinding.NoTailscale _ ->
          "without a lookup of Tailscale's table there is nothing to keep ahead of a VPN";
      case RuleFinding.Disconnected _ ->
          "until Tailscale is connected, this host cannot reach the tailnet";
      case RuleFinding.NoPolicyRouting _ ->
          "this family has no rules, so none can come before Tailscale's";
      case RuleFinding.NoVpn _ -> "without a VPN nothing can come before Tailscale's rules";
      case RuleFinding.NoCompanion _ -> "wg-quick adds it to keep LAN traffic out of the VPN";
      case RuleFinding.Stale _ ->
          "it may take all traffic without its mark as soon as its table has a default route";
    };
  }
}
