package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.manager.ManagerException;
import io.github.rulewarden.policy.Policy;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One undoing without a daemon. */
public final class SingleUndo {
  private SingleUndo() {}

  /**
   * Puts back what the journal says was moved, and removes what Rulewarden invented.
   *
   * @param impediment why this process cannot change rules; empty if nothing is known to be in the
   *     way
   * @return what was done, as {@code ip} commands, and remarks that begin with {@code #}; empty if
   *     there was nothing to undo
   * @throws ManagerException if the kernel did not let it come to its end
   */
  public static List<String> undo(
      RuleTable table,
      Policy policy,
      Set<Family> families,
      Clock clock,
      Optional<String> impediment,
      Journal journal)
      throws ManagerException {
    Overseer overseer = Overseer.once(policy, table, clock, impediment, journal, families);
    return overseer.undo().result();
  }
}
