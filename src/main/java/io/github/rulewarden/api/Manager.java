package io.github.rulewarden.api;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.policy.Mode;
import java.util.List;
import java.util.Set;

/** The daemon's interface for operators, within its own process or over the bus. */
public interface Manager {
  /** The current status. */
  Status status() throws ManagerException;

  /**
   * The rules of a namespace as last read, each family's in evaluation order.
   *
   * @throws ManagerException INVALID_ARGUMENT if the daemon does not watch the namespace
   */
  List<ListedRule> rules(Scope scope, Set<Family> families) throws ManagerException;

  /** Findings about the rules, with remedies. */
  CheckResult check() throws ManagerException;

  /** The steps that {@link #repair} would execute now, as {@code ip} commands. */
  List<String> plan() throws ManagerException;

  /**
   * The latest events, oldest first.
   *
   * @param most the largest number of entries to return
   */
  List<HistoryEntry> history(int most) throws ManagerException;

  /** Counters and states in the Prometheus text format 0.0.4. */
  String metrics() throws ManagerException;

  /**
   * Repairs now, even in the mode {@code observe}.
   *
   * @return the executed steps, as {@code ip} commands; empty if everything was in order
   */
  List<String> repair() throws ManagerException;

  /**
   * Moves rules back to where Rulewarden moved them from, removes Rulewarden's own rules, and sets
   * the mode to {@code observe}.
   *
   * @return the executed steps, as {@code ip} commands
   */
  List<String> undo() throws ManagerException;

  /**
   * Reads the configuration again.
   *
   * @throws ManagerException REFUSED with file, line and column if it is invalid; then the present
   *     configuration stays in force
   */
  void reload() throws ManagerException;

  /** Sets the mode of the daemon's own namespace, until the next reload or restart. */
  void setMode(Mode mode) throws ManagerException;
}
