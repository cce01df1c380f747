package io.github.rulewarden.policy.planner;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.plan.Order;
import io.github.rulewarden.policy.plan.Plan;
import io.github.rulewarden.policy.plan.Verdict;

/**
 * Plans the moves after which Tailscale's lookup stands ahead of every VPN rule.
 *
 * <p>The plan depends on the ladder and the policy alone, not on earlier events. The plan for the
 * state that results from a plan is empty.
 */
public final class Planner {
  private Planner() {}

  /** The plan for one family. The caller decides whether it may be executed ({@link Mode}). */
  public static Plan plan(Snapshot snapshot, Family family, Policy policy) {
    return plan(Ladder.of(snapshot, family, policy), policy);
  }

  /** The plan for the classified rules of one family. */
  public static Plan plan(Ladder ladder, Policy policy) {
    if (!ladder.hasLookup()) {
      return Plan.nothing(
          ladder.family(), Plan.Purpose.ORDER, Verdict.nothingToDo(Order.NO_TAILSCALE));
    }
    if (ladder.pairs().isEmpty()) {
      return Plan.nothing(ladder.family(), Plan.Purpose.ORDER, Verdict.nothingToDo(Order.NO_VPN));
    }
    if (ladder.offenders().isEmpty()) {
      return Plan.nothing(ladder.family(), Plan.Purpose.ORDER, Verdict.nothingToDo(Order.RIGHT));
    }
    return new Relocation(ladder, policy).plan();
  }
}
