package io.github.rulewarden.api;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.policy.Mode;
import java.util.List;
import java.util.Set;

/** What the daemon offers to operators: in its own process, or over the bus to another. */
public interface Manager {
  /** How things stand now. */
  Status status() throws ManagerException;

  /**
   * The rules of a namespace as last read, each family's in the order they are asked.
   *
   * @throws ManagerException NOT_WATCHED if the daemon does not look after that namespace
   */
  List<ListedRule> rules(Scope scope, Set<Family> families) throws ManagerException;

  /** What is wrong with the rules, and what to do about it. */
  CheckResult check() throws ManagerException;

  /** What {@link #repair} would do now, as {@code ip} commands. */
  List<String> plan() throws ManagerException;

  /**
   * What happened, oldest first.
   *
   * @param most so many of the latest at most
   */
  List<HistoryEntry> history(int most) throws ManagerException;

  /** Counters and states as Prometheus reads them (text format 0.0.4). */
  String metrics() throws ManagerException;

  /**
   * Repairs now, in {@code observe} too.
   *
   * @return what was done, as {@code ip} commands; empty if everything was in order
   */
  List<String> repair() throws ManagerException;

  /**
   * Puts what was moved back to where it was, removes what Rulewarden invented, and turns the mode
   * to {@code observe}.
   *
   * @return what was done, as {@code ip} commands
   */
  List<String> undo() throws ManagerException;

  /**
   * Reads the configuration again.
   *
   * @throws ManagerException REFUSED with file, line and column if it is bad: the running one stays
   */
  void reload() throws ManagerException;

  /** Sets the mode of the daemon's own namespace, until the next reload or restart. */
  void setMode(Mode mode) throws ManagerException;
}
