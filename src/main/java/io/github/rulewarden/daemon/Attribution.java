package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.Rule;
import java.util.List;
import java.util.Optional;

/** Identifies the process that made a change, if possible. Called only on the loop's thread. */
public interface Attribution {
  /**
   * A description such as {@code ip (pid 812)}; empty if the port id does not identify a process.
   */
  String describe(int portId);

  /**
   * The process that added one of these rules: the first one that is known, else empty. The default
   * implementation, which does not record authors, returns the last author.
   *
   * @param lastAuthor the netlink port id of the last change of a rule
   */
  default String whoAdded(List<Rule> rules, Optional<Integer> lastAuthor) {
    return lastAuthor.isPresent() ? describe(lastAuthor.get()) : "";
  }
}
