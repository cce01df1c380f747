package io.github.rulewarden.policy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.policy.plan.Plan;
import io.github.rulewarden.text.StepText;
import java.util.List;

/**
 * A series of plans until nothing is left to do; each state is checked.
 *
 * @param plan the first one
 * @param memory the saved state before the first plan is executed
 * @param states the states that the first plan goes through
 * @param end the final state
 */
record Repair(Plan plan, Memory memory, List<Scenario> states, Scenario end) {
  /** Repairs rules without saved state; fails if more than {@code limit} plans are needed. */
  static Repair of(Scenario rules, int limit) {
    return of(rules, Memory.NEW, limit);
  }

  /** Repairs rules; fails if more than {@code limit} plans are needed. */
  static Repair of(Scenario rules, Memory before, int limit) {
    Scenario seen = before.recall(rules);
    Plan plan = seen.plan();
    Memory memory = before.after(seen).before(seen.ladder(), plan);
    if (plan.isEmpty()) {
      return new Repair(plan, memory, List.of(seen), seen);
    }
    assertTrue(
        limit > 0, () -> "not converged: " + StepText.commands(plan.steps()) + " on\n" + seen);
    List<Scenario> states = Invariants.expectSafe(seen, plan);
    return new Repair(plan, memory, states, of(states.getLast(), memory, limit - 1).end());
  }

  /** Returns the repair that follows if the first plan is interrupted after this many steps. */
  Repair interruptedAfter(int steps, int limit) {
    return of(states.get(steps), memory, limit);
  }
}
