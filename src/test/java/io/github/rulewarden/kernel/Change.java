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

  /** Returns the change of one rule that leads from one list to another. */
  static Change between(List<Rule> before, List<Rule> after, int author) {
    Kind kind = after.size() > before.size() ? Kind.ADDED : Kind.DELETED;
    List<Rule> longer = kind == Kind.ADDED ? after : before;
    List<Rule> shorter = kind == Kind.ADDED ? before : after;
    int place = 0;
    while (place < shorter.size() && shorter.get(place).equals(longer.get(place))) {
      place++;
    }
    return new Change(kind, longer.get(place), author, before, after);
  }

  boolean isByAnotherProcess() {
    return author == FakeKernel.OTHER_PROCESS;
  }
}
