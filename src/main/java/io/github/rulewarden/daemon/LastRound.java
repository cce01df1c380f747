package io.github.rulewarden.daemon;

import io.github.rulewarden.api.CheckResult;
import io.github.rulewarden.api.Finding;
import io.github.rulewarden.api.Finding.Severity;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.leak.Leak;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.diagnosis.RuleDiagnostics;
import io.github.rulewarden.policy.plan.Step;
import io.github.rulewarden.text.FindingText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The result of the last round in more detail than the status. It is immutable, so any thread may
 * read it while the loop continues.
 *
 * @param alarms the leaks to report
 * @param blocked the families in which restoring missing rules failed
 */
record LastRound(
    Scope scope,
    List<Assessment> assessments,
    List<Leak> alarms,
    Set<Family> blocked,
    Policy policy) {
  LastRound {
    blocked = Set.copyOf(blocked);
    assessments = List.copyOf(assessments);
    alarms = List.copyOf(alarms);
  }

  /** The steps that a repair would execute now. */
  List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (Assessment assessment : assessments) {
      steps.addAll(assessment.plan().steps());
    }
    return steps;
  }

  /** The findings, leaks first. */
  CheckResult check() {
    List<Finding> findings = new ArrayList<>();
    for (Leak alarm : alarms) {
      findings.add(FindingText.of(scope, alarm, policy, blocked));
    }
    for (Assessment assessment : assessments) {
      Ladder ladder = assessment.ladder();
      findings.addAll(
          FindingText.of(
              scope.of(ladder.family()),
              RuleDiagnostics.of(ladder, assessment.plan(), assessment.snapshot(), policy)));
    }
    boolean isGood = true;
    for (Finding finding : findings) {
      isGood &= finding.severity() == Severity.INFO;
    }
    return new CheckResult(isGood, findings);
  }
}
