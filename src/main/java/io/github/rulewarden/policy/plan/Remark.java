package io.github.rulewarden.policy.plan;

import io.github.rulewarden.fib.Rule;

/** Why an undo does not return a rule to exactly its original place. */
public sealed interface Remark {
  /** The rule stays where it is. */
  record Stays(Refusal refusal) implements Remark {}

  /** A rule of a VPN stands in the range for moved rules, but no move of it is recorded. */
  record IsUnrecorded(Rule rule) implements Remark {}

  /** The rule is moved to another priority, because its original one is in use. */
  record GoesElsewhere(Rule rule, long priority, long origin) implements Remark {}
}
