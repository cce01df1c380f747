package io.github.rulewarden.daemon;

/** Who wants rules to be changed. */
enum Initiator {
  /** The policy: not in mode observe, not beyond the budget. */
  POLICY,
  /** An operator: now, whatever the mode. */
  OPERATOR
}
