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
 * What came of the last look, for who wants to know more than the status; made of values, so that
 * any thread may go through it while the loop goes on.
 *
 * @param alarms the leaks that are to be told of
 */
record LastLook(List<Assessment> assessments, List<Leak> alarms, Policy policy) {
  LastLook {
    assessments = List.copyOf(assessments);
    alarms = List.copyOf(alarms);
  }

  /** What a repair would do now, as {@code ip} commands. */
  List<String> commands() {
    List<String> commands = new ArrayList<>();
    for (Assessment assessment : assessments) {
      commands.addAll(assessment.plan().commands());
    }
    return commands;
  }

  /** What is wrong, leaks first: only the daemon's memory knows of those. */
  CheckResult examination() {
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
    boolean isMended =
        alarm.remedy().isPresent()
            && policy.mode() == Mode.REPAIR
            && policy.restoring() == Policy.Restoring.WHAT_IS_CERTAIN;
    String fix =
        isMended
            ? "it is put back once nothing more disappears; if it is not, restart the tunnel"
            : "restart the tunnel";
    return new Finding(Scope.OWN.of(alarm.family()), Severity.ERROR, "leak", text, fix);
  }
}
