package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.PeerRoute;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Ladder;
import io.github.rulewarden.policy.Order;
import io.github.rulewarden.policy.Plan;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.state.SavedState;
import java.util.List;

/**
 * What one family's rules are and what has to be done about their order.
 *
 * @param saved by which the rules were recognised
 */
record Assessment(Snapshot snapshot, SavedState saved, Policy policy, Ladder ladder, Plan plan) {
  /** The same with the kernel's answers about peers. */
  Assessment with(List<PeerRoute> answers) {
    return new Assessment(
        snapshot.with(snapshot.tailnet().with(answers)), saved, policy, ladder, plan);
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
