package io.github.rulewarden.kernel;

import io.github.rulewarden.daemon.Attribution;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.kernel.process.ChangeLog;
import java.util.List;
import java.util.Optional;

/**
 * Whom the events name, those included that have arrived and were not yet waited for: a rule is
 * seen in the kernel's list before its event is taken from the queue.
 */
record EventAttribution(ChangeLog authors, KernelEvents events) implements Attribution {
  @Override
  public String describe(int portId) {
    return authors.describe(portId);
  }

  @Override
  public String whoAdded(List<Rule> rules, Optional<Integer> lastAuthor) {
    String known = authors.whoAdded(rules, lastAuthor);
    if (!known.isEmpty()) {
      return known;
    }
    events.takeIn();
    return authors.whoAdded(rules, lastAuthor);
  }
}
