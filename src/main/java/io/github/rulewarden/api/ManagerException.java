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

  private enum Remedy {
    NAMED,
    NOT_NAMED
  }

  private final Kind kind;
  private final Remedy remedy;

  public ManagerException(Kind kind, String message) {
    this(kind, message, Remedy.NOT_NAMED);
  }

  private ManagerException(Kind kind, String message, Remedy remedy) {
    super(message);
    this.kind = kind;
    this.remedy = remedy;
  }

  /** A failure whose message also says what the operator can do. */
  public static ManagerException withRemedy(Kind kind, String message) {
    return new ManagerException(kind, message, Remedy.NAMED);
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

  /** Whether the message says what the operator can do. */
  public boolean namesRemedy() {
    return remedy == Remedy.NAMED;
  }
}
