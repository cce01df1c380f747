package io.github.rulewarden.daemon;

/** The reason why rules are changed. */
enum Initiator {
  /** The policy: only in mode repair and within the budget. */
  POLICY,
  /** An operator's request: now, in any mode. */
  OPERATOR
}
