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
import io.github.rulewarden.text.EffectText;
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
          EffectText.of(found),
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
}
