package io.github.rulewarden.kernel;

import io.github.rulewarden.daemon.Attribution;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.kernel.process.ChangeLog;
import java.util.List;
import java.util.Optional;

/**
 * Attributes changes by the kernel's events. A dump may contain a rule whose event is still queued,
 * so this class receives queued events if the author is unknown.
 */
record EventAttribution(ChangeLog changes, KernelEvents events) implements Attribution {
  @Override
  public String describe(int portId) {
    return changes.describe(portId);
  }

  @Override
  public String whoAdded(List<Rule> rules, Optional<Integer> lastAuthor) {
    String author = changes.whoAdded(rules, lastAuthor);
    if (!author.isEmpty()) {
      return author;
    }
    events.receiveQueued();
    return changes.whoAdded(rules, lastAuthor);
  }
}
