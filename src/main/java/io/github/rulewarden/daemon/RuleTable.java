package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.PeerRoute;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Plan;
import java.util.List;

/** The kernel's rules. Called only on the loop's thread. */
public interface RuleTable {
  /** The present rules, with the links and default routes that identify a VPN's rules. */
  Snapshot read(ReadRequest request) throws UnreadableException;

  /**
   * Executes a plan: sends all adds, waits for their acknowledgements, then deletes one rule after
   * another.
   */
  Outcome execute(Plan plan);

  /**
   * Queries the kernel for its route of a packet of this host without a mark to one peer, in each
   * family in which the snapshot contains a peer. The replies depend on tables that are not part of
   * a snapshot. A family without a reply is left out.
   */
  List<PeerRoute> peerRoutes(Snapshot snapshot);

  /** The rules cannot be read. The message is a sentence for the operator. */
  final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1;

    public UnreadableException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
