package io.github.rulewarden.policy.plan;

import io.github.rulewarden.fib.Rule;

/** The first violation that {@link Proof} finds in a plan. */
public sealed interface Objection {
  /** A step changes a rule that is neither a VPN's nor Rulewarden's own. */
  record NotOfVpn(Rule rule) implements Objection {}

  /** A delete would hit another rule, or none. */
  record DeleteMisses(Rule rule) implements Objection {}

  /** The plan would leave no rule that is equal to this one. */
  record IsLost(Rule rule) implements Objection {}

  /**
   * After a step, some packet would be decided neither as before the plan nor as after it.
   *
   * @param step the number of the step, from 1
   */
  record DecidesBetween(int step, Decider decider) implements Objection {}

  /** What decides for a packet. */
  sealed interface Decider {
    /** A rule that the plan adds or deletes, at any priority. */
    record Touched(Rule rule) implements Decider {}

    /** A rule that the plan does not touch. */
    record Untouched() implements Decider {}

    /** No rule has an answer. */
    record NoRule() implements Decider {}
  }
}
