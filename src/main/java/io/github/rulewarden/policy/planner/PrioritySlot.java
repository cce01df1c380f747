package io.github.rulewarden.policy.planner;

/** Two neighbouring priorities for one pair. */
record PrioritySlot(long suppress, long capture) {
  static PrioritySlot endingAt(long priority) {
    return new PrioritySlot(priority - 1, priority);
  }
}
