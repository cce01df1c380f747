package io.github.rulewarden.cli;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.ManagerException.Kind;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Planner;
import io.github.rulewarden.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules of one host; its namespace "mullvad" has the same rules. */
final class FakeKernel implements KernelAccess {
  private final Snapshot snapshot;
  private final String condition;

  /** A kernel in a condition that a transcript names. */
  FakeKernel(Snapshot snapshot, String condition) {
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
  public List<String> repairOnce(Policy policy, Optional<String> netns, Set<Family> families)
      throws ManagerException {
    if (condition.equals("guarded")) {
      throw new ManagerException(
          Kind.DENIED, "Changing rules takes CAP_NET_ADMIN; run it as root.");
    }
    if (condition.equals("locked")) {
      throw new ManagerException(
          Kind.REFUSED,
          "Another instance repairs this network namespace already. To send the command to that"
              + " instance, leave out -4, -6, --netns and --config.");
    }
    Snapshot before = read(policy, netns);
    List<String> steps = new ArrayList<>();
    for (Family family : families) {
      steps.addAll(Planner.plan(before, family, policy).commands());
    }
    return steps;
  }

  @Override
  public List<String> undoOnce(Policy policy, Optional<String> netns, Set<Family> families)
      throws ManagerException {
    List<String> steps = new ArrayList<>();
    for (String step : repairOnce(policy, netns, families)) {
      steps.add(step + " undone");
    }
    return steps;
  }
}
