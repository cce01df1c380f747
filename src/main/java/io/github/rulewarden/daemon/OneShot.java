package io.github.rulewarden.daemon;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.plan.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Executes one repair or one undo without a daemon. */
public final class OneShot {
  private final Reconciler reconciler;
  private final Clock clock;

  /**
   * Prepares a repair or an undo; nothing is read or changed yet.
   *
   * @param impediment why this process cannot change rules, one sentence; empty if no reason is
   *     known
   * @param store saves the moves for a later daemon
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
            TunnelSettingsSource.NONE,
            port -> "",
            clock,
            impediment,
            store);
  }

  /**
   * Repairs the order in any mode.
   *
   * @return the executed steps; empty if everything was in order
   * @throws ManagerException if the order is not right afterwards
   */
  public List<Step> repair() throws ManagerException {
    Round round =
        reconciler.reconcile(
            Initiator.OPERATOR, Freshness.EVERYTHING, clock.nanos(), Optional.empty());
    Optional<ManagerException> failure = reconciler.report().failure();
    if (failure.isPresent()) {
      throw failure.get();
    }
    return round.steps();
  }

  /**
   * Moves rules back according to the saved state, and removes rules that Rulewarden added.
   *
   * @return the executed steps and the remarks of each family
   * @throws ManagerException if the kernel refused a step
   */
  public List<Event.Undone> undo() throws ManagerException {
    return reconciler.undo().result();
  }
}
