package io.github.rulewarden.kernel;

import io.github.rulewarden.fib.Rule;
import java.util.List;

/**
 * A rule was added or deleted.
 *
 * @param author the port id of the socket that requested it
 * @param before the rules of the family before
 * @param after the rules of the family now
 */
record Change(Kind kind, Rule rule, int author, List<Rule> before, List<Rule> after) {
  enum Kind {
    ADDED,
    DELETED
  }

  boolean isBySomebodyElse() {
    return author == FakeKernel.SOMEBODY;
  }
}
