package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Plan;

/** The kernel's rules, read and written by the loop's thread alone. */
public interface RuleTable {
  /** The rules as they are now, with the links and default routes that tell a VPN's from others. */
  Snapshot read() throws UnreadableException;

  /**
   * Makes the next read trust nothing that was read before, not even that every change was heard
   * of. A table that remembers nothing has nothing to do.
   */
  default void forget() {}

  /** Carries a plan out: all adds, every acknowledgement, then the deletes one after another. */
  Outcome execute(Plan plan);

  /** The rules cannot be read. The message is a sentence for the operator. */
  final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1;

    public UnreadableException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
