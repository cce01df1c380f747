package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.Address;
import io.github.rulewarden.fib.PlainRoute;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.plan.Plan;
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
   * Queries the kernel for its routes of packets of this host without a mark. The replies depend on
   * tables that are not part of a snapshot. A destination without a reply is left out.
   *
   * @param snapshot the rules that were read last
   */
  List<PlainRoute> routes(Snapshot snapshot, List<Address> destinations);

  /** The rules cannot be read. The message is a sentence for the operator. */
  final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1;

    public UnreadableException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
