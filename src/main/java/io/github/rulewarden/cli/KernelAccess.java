package io.github.rulewarden.cli;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.plan.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads and repairs the kernel's rules, for commands that work without the daemon. */
public interface KernelAccess {
  /**
   * Reads the current rules, and the routes that the policy needs.
   *
   * @param netns a name under /run/netns; empty for the program's own namespace
   */
  Snapshot read(Policy policy, Optional<String> netns) throws ManagerException;

  /**
   * Whether another instance, usually the daemon, holds the instance lock; false if that is
   * unknown.
   *
   * @param netns a name under /run/netns; empty for the program's own namespace
   */
  boolean hasOtherInstance(Optional<String> netns);

  /**
   * Repairs once, under the instance lock.
   *
   * @param netns a name under /run/netns; empty for the program's own namespace
   * @return the executed steps; empty if there was nothing to do
   * @throws ManagerException REFUSED if another instance holds the lock or there is no safe plan,
   *     DENIED without CAP_NET_ADMIN
   */
  List<Step> repairOnce(Policy policy, Optional<String> netns, Set<Family> families)
      throws ManagerException;

  /**
   * Moves rules back to where they were before a repair, under the instance lock.
   *
   * @param netns a name under /run/netns; empty for the program's own namespace
   * @return the executed steps and the remarks of each family
   * @throws ManagerException REFUSED if another instance holds the lock or there is no safe plan,
   *     DENIED without CAP_NET_ADMIN
   */
  List<Event.Undone> undoOnce(Policy policy, Optional<String> netns, Set<Family> families)
      throws ManagerException;
}
