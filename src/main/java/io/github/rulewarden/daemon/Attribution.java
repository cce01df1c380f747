package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.Rule;
import java.util.List;
import java.util.Optional;

/** Tells who is behind a change, as far as it can be told. The loop's thread alone asks. */
public interface Attribution {
  /** Such as {@code ip (pid 812)}; empty if the port id says nothing. */
  String describe(int portId);

  /**
   * Who added the first of these rules of which that is known; empty if it is known of none. Where
   * there are no rules, or nobody keeps account of them, it is the last author.
   *
   * @param lastAuthor who changed a rule last, a netlink port id
   */
  default String whoAdded(List<Rule> rules, Optional<Integer> lastAuthor) {
    return lastAuthor.isPresent() ? describe(lastAuthor.get()) : "";
  }
}
