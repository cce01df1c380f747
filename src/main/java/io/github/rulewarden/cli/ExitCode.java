package io.github.rulewarden.cli;

import io.github.rulewarden.api.ManagerException;

/** What the program tells its caller. */
final class ExitCode {
  static final int FINE = 0;

  /** There is something to report, or it was refused. */
  static final int FINDING = 1;

  /** The command line or the configuration is wrong. */
  static final int USAGE = 2;

  /** A permission is lacking. */
  static final int DENIED = 3;

  /** The daemon or the kernel does not answer. */
  static final int UNREACHABLE = 4;

  private ExitCode() {}

  static int of(ManagerException.Kind kind) {
    return switch (kind) {
      case REFUSED, NOT_WATCHED -> FINDING;
      case DENIED -> DENIED;
      case UNREACHABLE -> UNREACHABLE;
    };
  }
}
