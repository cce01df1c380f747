package io.github.rulewarden.api;

import io.github.rulewarden.fib.Scope;

/** The daemon could not do what it was asked for. The message is a sentence for the operator. */
public final class ManagerException extends Exception {
  private static final long serialVersionUID = 1;

  /** What kind of failure it is; decides the exit code and the name of the D-Bus error. */
  public enum Kind {
    /** The daemon understood and will not: no safe plan, contested. */
    REFUSED,
    /** The caller, or the daemon itself, lacks a permission. */
    DENIED,
    /** The daemon does not look after the namespace. */
    NOT_WATCHED,
    /** The daemon, the bus or the kernel does not answer. */
    UNREACHABLE
  }

  private final Kind kind;

  public ManagerException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** The daemon does not look after a namespace. */
  public static ManagerException notWatched(Scope scope) {
    return new ManagerException(
        Kind.NOT_WATCHED,
        "Namespace '" + scope.text() + "' is not watched: expected \"\" for the daemon's own.");
  }

  public Kind kind() {
    return kind;
  }
}
