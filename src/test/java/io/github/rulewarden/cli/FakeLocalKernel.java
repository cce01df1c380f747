package io.github.rulewarden.cli;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.ManagerException.Kind;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.plan.Step;
import io.github.rulewarden.policy.planner.Planner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules of one host; its namespace "mullvad" has the same rules. */
final class FakeLocalKernel implements KernelAccess {
  private final Snapshot snapshot;
  private final String condition;

  /** Creates a kernel in a condition that a transcript names. */
  FakeLocalKernel(Snapshot snapshot, String condition) {
    this.snapshot = snapshot;
    this.condition = condition;
  }

  @Override
  public Snapshot read(Policy policy, Optional<String> netns) throws ManagerException {
    if (netns.isPresent() && !netns.get().equals("mullvad")) {
      throw new ManagerException(
          Kind.UNREACHABLE, "There is no namespace " + netns.get() + " in /run/netns.");
    }
    if (condition.equals("silent")) {
      throw new ManagerException(Kind.UNREACHABLE, "The kernel refuses a netlink socket.");
    }
    if (condition.equals("broken")) {
      throw new IllegalStateException("fell over");
    }
    return snapshot;
  }

  @Override
  public boolean hasOtherInstance(Optional<String> netns) {
    return condition.equals("locked");
  }

  @Override
  public List<Step> repairOnce(Policy policy, Optional<String> netns, Set<Family> families)
      throws ManagerException {
    if (condition.equals("guarded")) {
      throw new ManagerException(
          Kind.DENIED, "Changing rules takes CAP_NET_ADMIN; run it as root.");
    }
    if (condition.equals("locked")) {
      throw new ManagerException(
          Kind.REFUSED, "Another instance repairs this network namespace already.");
    }
    Snapshot before = read(policy, netns);
    List<Step> steps = new ArrayList<>();
    for (Family family : families) {
      steps.addAll(Planner.plan(before, family, policy).steps());
    }
    return steps;
  }

  @Override
  public List<Event.Undone> undoOnce(Policy policy, Optional<String> netns, Set<Family> families)
      throws ManagerException {
    List<Event.Undone> undone = new ArrayList<>();
    for (Family family : families) {
      List<Step> repair = repairOnce(policy, netns, Set.of(family));
      List<Step> steps = new ArrayList<>();
      for (Step step : repair.reversed()) {
        switch (step) {
          case Step.Add(Rule rule) ->
              steps.add(new Step.Delete(rule, new Step.Substitute.Nothing()));
          case Step.Delete(Rule rule, _) -> steps.add(new Step.Add(rule));
        }
      }
      undone.add(new Event.Undone(Scope.OWN.of(family), steps, List.of()));
    }
    return undone;
  }
}
