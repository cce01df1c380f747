package io.github.rulewarden.daemon;

import io.github.rulewarden.api.CheckResult;
import io.github.rulewarden.api.Finding;
import io.github.rulewarden.api.Finding.Severity;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.leak.Leak;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Policy;
import java.util.ArrayList;
import java.util.List;

/**
 * The result of the last round in more detail than the status. It is immutable, so any thread may
 * read it while the loop continues.
 *
 * @param alarms the leaks to report
 */
record LastRound(List<Assessment> assessments, List<Leak> alarms, Policy policy) {
  LastRound {
    assessments = List.copyOf(assessments);
    alarms = List.copyOf(alarms);
  }

  /** The steps that a repair would execute now, as {@code ip} commands. */
  List<String> commands() {
    List<String> commands = new ArrayList<>();
    for (Assessment assessment : assessments) {
      commands.addAll(assessment.plan().commands());
    }
    return commands;
  }

  /** The findings, leaks first. */
  CheckResult check() {
    List<Finding> findings = new ArrayList<>();
    for (Leak alarm : alarms) {
      findings.add(finding(alarm));
    }
    for (Assessment assessment : assessments) {
      findings.addAll(
          RuleDiagnostics.of(
              Scope.OWN, assessment.ladder(), assessment.plan(), assessment.snapshot(), policy));
    }
    boolean isGood = true;
    for (Finding finding : findings) {
      isGood &= finding.severity() == Severity.INFO;
    }
    return new CheckResult(isGood, findings);
  }

  /** A finding's text has no full stop. */
  private Finding finding(Leak alarm) {
    String reason = alarm.reason();
    String text = reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
    boolean isRepairable =
        alarm.remedy().isPresent()
            && policy.mode() == Mode.REPAIR
            && policy.restoring() == Policy.Restoring.WHAT_IS_CERTAIN;
    String fix =
        isRepairable
            ? "wait until Rulewarden restores it, or restart the tunnel"
            : "restart the tunnel";
    return new Finding(Scope.OWN.of(alarm.family()), Severity.ERROR, "leak", text, fix);
  }
}
