package io.github.rulewarden.policy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

/**
 * What becomes of rules that are looked at, and repaired, until nothing is left to do; each state
 * on the way is checked.
 *
 * @param plan the first one
 * @param mind when that was made, before it is carried out
 * @param states that the first plan goes through
 * @param end where nothing is left to do
 */
record Repair(Plan plan, Mind mind, List<Scenario> states, Scenario end) {
  /**
   * Of rules that somebody looks at who knows nothing; more plans than {@code limit} are an error.
   */
  static Repair of(Scenario rules, int limit) {
    return of(rules, Mind.NEW, limit);
  }

  /** Of rules that somebody looks at; more plans than {@code limit} are an error. */
  static Repair of(Scenario rules, Mind before, int limit) {
    Scenario seen = before.recall(rules);
    Plan plan = seen.plan();
    Mind mind = before.after(seen).before(seen.ladder(), plan);
    if (plan.isEmpty()) {
      return new Repair(plan, mind, List.of(seen), seen);
    }
    assertTrue(limit > 0, () -> "not converged: " + plan.commands() + " on\n" + seen);
    List<Scenario> states = Invariants.expectSafe(seen, plan);
    return new Repair(plan, mind, states, of(states.getLast(), mind, limit - 1).end());
  }

  /** What becomes of it when the first plan was interrupted after each of its steps. */
  Repair interruptedAfter(int steps, int limit) {
    return of(states.get(steps), mind, limit);
  }
}
