package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.PlainRoute;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.plan.Order;
import io.github.rulewarden.policy.plan.Plan;
import io.github.rulewarden.state.SavedState;
import java.util.List;

/**
 * The classified rules of one family and the plan for their order.
 *
 * @param saved the saved state with which the rules were classified
 */
record Assessment(Snapshot snapshot, SavedState saved, Policy policy, Ladder ladder, Plan plan) {
  /** A copy with the kernel's routes to peers. */
  Assessment with(List<PlainRoute> answers) {
    return new Assessment(
        snapshot.with(snapshot.tailnet().with(answers)), saved, policy, ladder, plan);
  }

  /** The same rules and plan under another policy, until the next round plans anew. */
  Assessment under(Policy newPolicy) {
    return new Assessment(snapshot, saved, newPolicy, ladder, plan);
  }

  boolean isInverted() {
    return plan.verdict().order() == Order.INVERTED;
  }

  boolean isInOrder() {
    return plan.verdict().order() == Order.RIGHT;
  }

  /** Whether the kernel has no policy routing for this family. */
  boolean isAbsent() {
    return snapshot.isAbsent(ladder.family());
  }
}
