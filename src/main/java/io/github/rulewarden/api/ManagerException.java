package io.github.rulewarden.api;

import io.github.rulewarden.fib.Scope;

/** A request failed. The message is a sentence for the operator. */
public final class ManagerException extends Exception {
  private static final long serialVersionUID = 1;

  /** The kind of failure. It determines the exit code and the name of the D-Bus error. */
  public enum Kind {
    /** The daemon refuses the request, for example because there is no safe plan. */
    REFUSED,
    /** The caller, or the daemon itself, lacks a permission. */
    DENIED,
    /** An argument names nothing that the daemon knows, such as a namespace that is not watched. */
    INVALID_ARGUMENT,
    /** The daemon, the bus or the kernel does not answer. */
    UNREACHABLE
  }

  private final Kind kind;

  public ManagerException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** The failure for a namespace that is not watched. */
  public static ManagerException notWatched(Scope scope) {
    return new ManagerException(
        Kind.INVALID_ARGUMENT,
        "Namespace '" + scope.text() + "' is not watched: expected \"\" for the daemon's own.");
  }

  public Kind kind() {
    return kind;
  }
}
