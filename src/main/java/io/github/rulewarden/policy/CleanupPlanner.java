package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Intervention.Remove;
import io.github.rulewarden.state.RestoredRule;
import io.github.rulewarden.state.SavedState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Removes rules that Rulewarden added and that are no longer needed: rules that it restored for a
 * tunnel that no longer exists, and copies that a repair left behind when its process died.
 */
public final class CleanupPlanner {
  private static final Comparator<Rule> REAR_FIRST =
      Comparator.comparingLong(Rule::priority).reversed();

  private CleanupPlanner() {}

  /**
   * The plan for one family; empty if there is nothing to remove, or if removing it cannot be
   * proven safe.
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
    rules.sort(REAR_FIRST);
    List<Remove> removes = new ArrayList<>();
    for (Rule rule : rules) {
      removes.add(new Remove(rule));
    }
    Order order = ladder.hasLookup() ? Order.RIGHT : Order.NO_TAILSCALE;
    Plan plan = Plan.of(ladder, Plan.Purpose.CLEAN_UP, removes, Verdict.nothingToDo(order));
    Optional<String> objection = Proof.objection(ladder, plan);
    return objection.isEmpty() ? plan : refused(ladder, rules, objection.get(), order);
  }

  private static Plan refused(Ladder ladder, List<Rule> rules, String objection, Order order) {
    List<Refusal> refusals = new ArrayList<>();
    for (Rule rule : rules) {
      refusals.add(new Refusal(rule, "removing it could not be proven safe: " + objection));
    }
    return Plan.nothing(
        ladder.family(), Plan.Purpose.CLEAN_UP, new Verdict(order, List.of(), List.of(), refusals));
  }
}
