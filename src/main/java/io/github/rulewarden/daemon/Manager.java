package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.Family;
import java.util.List;
import java.util.Set;

/** What the daemon offers to operators: in its own process, or over the bus to another. */
public interface Manager {
  /** How things stand now. */
  Status status() throws ManagerException;

  /** The rules as last read, each family's in the order they are asked. */
  List<ListedRule> rules(Set<Family> families) throws ManagerException;

  /**
   * Repairs now, in {@code observe} too.
   *
   * @return what was done, as {@code ip} commands; empty if everything was in order
   */
  List<String> repair() throws ManagerException;
}
