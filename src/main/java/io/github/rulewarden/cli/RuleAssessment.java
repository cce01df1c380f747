package io.github.rulewarden.cli;

import io.github.rulewarden.api.Finding;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.config.ConfigurationException;
import io.github.rulewarden.daemon.RuleDiagnostics;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Ladder;
import io.github.rulewarden.policy.Plan;
import io.github.rulewarden.policy.Planner;
import io.github.rulewarden.policy.Policy;
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

  /** Returns why this host cannot reach the tailnet although no rule of the VPN is the cause. */
  Optional<Finding> unreachable() {
    for (Finding finding : findings()) {
      if (finding.code().equals(Finding.TAILNET_UNREACHABLE)
          || finding.code().equals(Finding.TAILSCALE_INTERFACE)) {
        return Optional.of(finding);
      }
    }
    return Optional.empty();
  }

  List<Finding> findings() {
    return RuleDiagnostics.of(scope, ladder, plan, snapshot, policy);
  }

  /** Returns the plan's commands in the form that works on the host. */
  List<String> commands() {
    return Words.typedOnHost(plan.commands(), scope);
  }
}
