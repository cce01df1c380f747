package io.github.rulewarden.policy.plan;

import io.github.rulewarden.fib.Rule;
import java.util.Optional;

/** One change to the kernel's rules. */
public sealed interface Step {
  /** The rule that is added or deleted. */
  Rule rule();

  /** Adds a rule. */
  record Add(Rule rule) implements Step {}

  /** Deletes a rule, provided that its substitute exists. */
  record Delete(Rule rule, Substitute substitute) implements Step {
    /** The copy that takes the place of the rule; empty if the plan has none. */
    public Optional<Rule> copy() {
      return substitute instanceof Substitute.Copy(Rule copy)
          ? Optional.of(copy)
          : Optional.empty();
    }
  }

  /** The rule that replaces a deleted one. */
  sealed interface Substitute {
    /**
     * The copy that the same plan added. If the owner of the original deletes it first, the copy
     * must be deleted too, because the owner does not know of it.
     */
    record Copy(Rule rule) implements Substitute {}

    /** A rule that differs only in priority and that existed before the plan. */
    record Equal() implements Substitute {}

    /** No substitute, because only Rulewarden needed the rule. */
    record Nothing() implements Substitute {}
  }
}
