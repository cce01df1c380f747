package io.github.rulewarden.daemon;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.policy.Policy;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One repair or one undo without a daemon. */
public final class OneShot {
  private final Reconciler reconciler;
  private final Clock clock;

  /**
   * Nothing is read or changed yet.
   *
   * @param impediment why this process cannot change rules, one sentence; empty if nothing is known
   *     to be in the way
   * @param store where a daemon that comes later finds what was moved
   */
  public OneShot(
      RuleTable table,
      Policy policy,
      Set<Family> families,
      Clock clock,
      Optional<String> impediment,
      StateStore store) {
    this.clock = clock;
    this.reconciler =
        new Reconciler(
            Scope.OWN,
            families,
            new Settings(policy, List.of()),
            table,
            port -> "",
            clock,
            impediment,
            store);
  }

  /**
   * Puts the rules in order, whatever the policy's mode.
   *
   * @return what was done, as {@code ip} commands; empty if everything was in order
   * @throws ManagerException if the order is not right in the end
   */
  public List<String> repair() throws ManagerException {
    Round round = reconciler.reconcile(Initiator.OPERATOR, clock.nanos(), Optional.empty());
    Optional<ManagerException> complaint = reconciler.report().complaint();
    if (complaint.isPresent()) {
      throw complaint.get();
    }
    return round.steps();
  }

  /**
   * Puts back what the saved state says was moved, and removes what Rulewarden added.
   *
   * @return what was done, as {@code ip} commands, and remarks that begin with {@code #}; empty if
   *     there was nothing to undo
   * @throws ManagerException if the kernel did not let it come to its end
   */
  public List<String> undo() throws ManagerException {
    return reconciler.undo().result();
  }
}
