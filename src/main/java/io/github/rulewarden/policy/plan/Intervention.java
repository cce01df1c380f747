package io.github.rulewarden.policy.plan;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.policy.classify.Ladder;

/** One change that a {@link Plan} makes to a rule. */
public sealed interface Intervention {
  /**
   * Moves a VPN's rule to another priority: a copy is added there, then the original is deleted. If
   * an interrupted plan has already added the copy, only the delete is left.
   */
  record Move(Ladder.Entry original, Rule copy) implements Intervention {
    public static Move to(Ladder.Entry original, long priority) {
      return new Move(original, original.rule().at(priority));
    }
  }

  /** Deletes a duplicate: a rule that differs only in priority stays. */
  record Drop(Ladder.Entry duplicate) implements Intervention {}

  /**
   * Adds a rule again that another program deleted.
   *
   * @param rule at its new priority
   * @param tunnel the ifindex of the tunnel that the rule serves; the rule is removed when the
   *     tunnel is removed
   */
  record PutBack(Rule rule, int tunnel) implements Intervention {}

  /** Deletes a rule that only Rulewarden needed, without a substitute. */
  record Remove(Rule rule) implements Intervention {}
}
