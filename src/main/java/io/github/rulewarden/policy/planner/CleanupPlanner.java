package io.github.rulewarden.policy.planner;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.plan.Intervention.Remove;
import io.github.rulewarden.policy.plan.Order;
import io.github.rulewarden.policy.plan.Plan;
import io.github.rulewarden.policy.plan.Proof;
import io.github.rulewarden.policy.plan.Verdict;
import io.github.rulewarden.state.RestoredRule;
import io.github.rulewarden.state.SavedState;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes rules that Rulewarden added and that are no longer needed: rules that it restored for a
 * tunnel that no longer exists, and copies that a repair left behind when its process died.
 */
public final class CleanupPlanner {
  private CleanupPlanner() {}

  /**
   * The plan for one family: as many of these rules as can be proven safe, from the rear to the
   * front. A rule that has to stay is tried again when the rules have changed.
   *
   * @param interrupted the copies of the repair that an earlier process did not finish
   */
  public static Plan plan(
      Ladder ladder,
      Snapshot snapshot,
      SavedState saved,
      InterruptedRepair interrupted,
      Policy policy) {
    List<Rule> rules = new ArrayList<>(interrupted.abandoned(ladder, snapshot, policy));
    for (RestoredRule restored : saved.restored()) {
      Rule rule = restored.rule();
      if (rule.family() == ladder.family()
          && !snapshot.hasLink(restored.tunnel())
          && ladder.holds(rule)
          && !rules.contains(rule)) {
        rules.add(rule);
      }
    }
    Verdict verdict = Verdict.nothingToDo(ladder.hasLookup() ? Order.RIGHT : Order.NO_TAILSCALE);
    Plan plan = Plan.nothing(ladder.family(), Plan.Purpose.CLEAN_UP, verdict);
    List<Remove> removes = new ArrayList<>();
    for (Ladder.Entry entry : ladder.entries().reversed()) {
      Remove remove = new Remove(entry.rule());
      if (rules.contains(entry.rule()) && !removes.contains(remove)) {
        removes.add(remove);
        Plan longer = Plan.of(ladder, Plan.Purpose.CLEAN_UP, removes, verdict);
        if (Proof.objection(ladder, longer).isEmpty()) {
          plan = longer;
        } else {
          removes.remove(remove);
        }
      }
    }
    return plan;
  }
}
