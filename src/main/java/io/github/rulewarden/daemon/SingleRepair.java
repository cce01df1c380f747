package io.github.rulewarden.daemon;

import io.github.rulewarden.daemon.Overseer.Findings;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.manager.ManagerException;
import io.github.rulewarden.policy.Policy;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One repair without a daemon. */
public final class SingleRepair {
  private SingleRepair() {}

  /**
   * Puts the rules of some families in order, whatever the policy's mode.
   *
   * @param impediment why this process cannot change rules; empty if nothing is known to be in the
   *     way
   * @param journal where a daemon that comes later finds what was moved
   * @return what was done, as {@code ip} commands; empty if everything was in order
   * @throws ManagerException if the order is not right in the end
   */
  public static List<String> repair(
      RuleTable table,
      Policy policy,
      Set<Family> families,
      Clock clock,
      Optional<String> impediment,
      Journal journal)
      throws ManagerException {
    Overseer overseer = Overseer.once(policy, table, clock, impediment, journal, families);
    Findings findings = overseer.repairNow();
    Optional<ManagerException> complaint = overseer.complaint();
    if (complaint.isPresent()) {
      throw complaint.get();
    }
    return findings.steps();
  }
}
