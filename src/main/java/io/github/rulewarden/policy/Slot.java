package io.github.rulewarden.policy;

/** Two neighbouring priorities for one pair. */
record Slot(long suppress, long capture) {
  static Slot endingAt(long priority) {
    return new Slot(priority - 1, priority);
  }
}
