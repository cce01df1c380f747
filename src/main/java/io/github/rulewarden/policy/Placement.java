package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Rule;

/** A rule and the copy of it that takes its place. */
record Placement(Rung original, Rule copy) {
  static Placement of(Rung original, long priority) {
    return new Placement(original, original.rule().at(priority));
  }
}
