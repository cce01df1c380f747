package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.PeerRoute;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.fib.TunnelSettings;
import io.github.rulewarden.policy.Plan;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The kernel's rules. Called only on the loop's thread. */
public interface RuleTable {
  /** The present rules, with the links and default routes that identify a VPN's rules. */
  Snapshot read() throws UnreadableException;

  /**
   * Discards everything that was read before, so that the next read does not depend on events. A
   * table without a cache has nothing to do.
   */
  default void forget() {}

  /**
   * Like {@link #forget}, except for Tailscale's table: it may contain thousands of routes, and its
   * events are received.
   */
  default void forgetAllButTailnet() {}

  /**
   * Includes the default routes of these tables in the next snapshots, even if no rule looks them
   * up.
   */
  default void watchTables(Set<Long> tables) {}

  /**
   * Includes the contents of Tailscale's table in the next snapshots.
   *
   * @param table its number
   */
  default void watchTailnet(long table) {}

  /**
   * Asks the kernel how it routes a packet of this host without a mark to one peer in each family
   * in which the snapshot contains one. The answers depend on tables that are not part of a
   * snapshot. A family without an answer is left out.
   */
  default List<PeerRoute> askForPeers(Snapshot snapshot) {
    return List.of();
  }

  /** Requests the settings of a tunnel without waiting for the answer. */
  default void ask(Link tunnel) {}

  /** Whether a request for a tunnel's settings is still pending. */
  default boolean isAsked(Link tunnel) {
    return false;
  }

  /** The last known settings of a tunnel; empty if there was no answer. */
  default Optional<TunnelSettings> settings(Link tunnel) {
    return Optional.empty();
  }

  /**
   * Executes a plan: sends all adds, waits for their acknowledgements, then deletes one rule after
   * another.
   */
  Outcome execute(Plan plan);

  /** The rules cannot be read. The message is a sentence for the operator. */
  final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1;

    public UnreadableException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
