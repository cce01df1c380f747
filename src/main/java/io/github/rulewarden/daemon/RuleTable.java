package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.PeerRoute;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.fib.TunnelSettings;
import io.github.rulewarden.policy.Plan;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The kernel's rules, read and written by the loop's thread alone. */
public interface RuleTable {
  /** The rules as they are now, with the links and default routes that tell a VPN's from others. */
  Snapshot read() throws UnreadableException;

  /**
   * Makes the next read trust nothing that was read before, not even that every change was heard
   * of. A table that remembers nothing has nothing to do.
   */
  default void forget() {}

  /**
   * The same, but for Tailscale's table: it may hold thousands of routes, and its events are heard
   * of.
   */
  default void forgetAllButTailnet() {}

  /**
   * Makes the next reads bring the default routes of these tables, too, though no rule names them.
   */
  default void watchTables(Set<Long> tables) {}

  /**
   * Includes the contents of Tailscale's table in the next snapshots.
   *
   * @param table its number
   */
  default void watchTailnet(long table) {}

  /**
   * Asks the kernel how it routes the host's plain packet to one peer of each family in which the
   * snapshot knows one. The answers depend on tables that are in no snapshot. A family for which
   * the kernel gives no answer is left out.
   */
  default List<PeerRoute> askForPeers(Snapshot snapshot) {
    return List.of();
  }

  /** Asks a tunnel how it is configured, and does not wait for the answer. */
  default void ask(Link tunnel) {}

  /** Whether a tunnel was asked and its answer, or the lack of one, is yet to come. */
  default boolean isAsked(Link tunnel) {
    return false;
  }

  /** What a tunnel last answered; empty if it has not, or cannot be asked. */
  default Optional<TunnelSettings> settings(Link tunnel) {
    return Optional.empty();
  }

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
