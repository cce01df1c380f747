package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Snapshot;

/**
 * Finds what has to be done so that Tailscale is asked before every VPN.
 *
 * <p>A function of the snapshot and the policy alone: it does not matter what happened before, and
 * the plan for the snapshot that a plan leaves behind is empty.
 */
public final class Planner {
  private Planner() {}

  /**
   * The plan for one family. Whether it may be carried out ({@link Mode}) is the caller's business.
   */
  public static Plan plan(Snapshot snapshot, Family family, Policy policy) {
    return plan(Ladder.of(snapshot, family, policy), policy);
  }

  /** The plan for one family's rules, recognised already. */
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
