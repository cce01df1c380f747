package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Rule;

/** What a {@link Plan} does to one rule. */
public sealed interface Intervention {
  /**
   * A rule of the VPN gets another priority: a copy is added there, then the original is deleted.
   * If a plan that was interrupted has added the copy already, only the delete is left.
   */
  record Move(Ladder.Entry original, Rule copy) implements Intervention {
    static Move to(Ladder.Entry original, long priority) {
      return new Move(original, original.rule().at(priority));
    }
  }

  /** A duplicate is deleted: a rule that is equal but for its priority stays. */
  record Drop(Ladder.Entry duplicate) implements Intervention {}

  /**
   * A rule that somebody else deleted is added again.
   *
   * @param rule at its new priority
   * @param tunnel the ifindex of the tunnel that the rule serves; the rule goes when the tunnel
   *     goes
   */
  record PutBack(Rule rule, int tunnel) implements Intervention {}

  /** A rule that only Rulewarden has a use for is deleted, and nothing takes its place. */
  record Remove(Rule rule) implements Intervention {}
}
