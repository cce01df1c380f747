package io.github.rulewarden.cli;

import io.github.rulewarden.api.Finding;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.config.ConfigurationException;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.diagnosis.RuleDiagnostics;
import io.github.rulewarden.policy.plan.Plan;
import io.github.rulewarden.policy.planner.Planner;
import io.github.rulewarden.text.FindingText;
import io.github.rulewarden.text.OrderText;
import io.github.rulewarden.text.StepText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One family's rules as read from the kernel, with the planner's result. */
record RuleAssessment(Scope scope, Snapshot snapshot, Ladder ladder, Plan plan, Policy policy) {
  /** Reads the rules of the requested families. */
  static List<RuleAssessment> all(Invocation invocation)
      throws ManagerException, ConfigurationException {
    Arguments arguments = invocation.arguments();
    Optional<String> netns = arguments.netns();
    Policy policy = invocation.configuration().policy();
    Snapshot snapshot = invocation.dependencies().kernel().read(policy, netns);
    List<RuleAssessment> assessments = new ArrayList<>();
    for (Family family : arguments.families()) {
      Ladder ladder = Ladder.of(snapshot, family, policy);
      Plan plan = Planner.plan(ladder, policy);
      assessments.add(new RuleAssessment(new Scope(netns), snapshot, ladder, plan, policy));
    }
    return assessments;
  }

  Family family() {
    return ladder.family();
  }

  /** Whether the kernel has no policy routing for this family. */
  boolean isAbsent() {
    return snapshot.isAbsent(family());
  }

  /** Returns why this host cannot reach a peer although no rule of the VPN is the cause. */
  Optional<Finding> unreachable() {
    for (Finding finding : findings()) {
      if (finding.code() == Finding.Code.TAILNET_UNREACHABLE
          || finding.code() == Finding.Code.TAILSCALE_INTERFACE) {
        return Optional.of(finding);
      }
    }
    return Optional.empty();
  }

  /** Returns the word before the text of {@link #unreachable}. */
  static String label(Finding unreachable) {
    return unreachable.code() == Finding.Code.TAILSCALE_INTERFACE ? "misconfigured" : "unreachable";
  }

  /** Whether there are rules of both Tailscale and a VPN, in whatever order. */
  boolean isOrdered() {
    return switch (plan.verdict().order()) {
      case NO_TAILSCALE, NO_VPN -> false;
      case RIGHT, INVERTED -> true;
    };
  }

  /** Returns why there is no order to repair. */
  String nothingToRepair() {
    return isAbsent()
        ? OrderText.noPolicyRouting(family())
        : OrderText.nothingToRepair(plan.verdict().order(), ladder, snapshot, policy);
  }

  List<Finding> findings() {
    return FindingText.of(scope.of(family()), RuleDiagnostics.of(ladder, plan, snapshot, policy));
  }

  /** Returns the plan's commands in the form that works on the host. */
  List<String> commands() {
    return StepText.commands(plan.steps(), scope);
  }
}
