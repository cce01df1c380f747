package io.github.rulewarden.cli;

import io.github.rulewarden.api.ManagerException;

/** The exit codes of the program. */
final class ExitCode {
  static final int SUCCESS = 0;

  /** There is a finding, or the operation was refused. */
  static final int FINDING = 1;

  /** The command line or the configuration is not valid. */
  static final int USAGE = 2;

  /** A permission is missing. */
  static final int DENIED = 3;

  /** The daemon or the kernel is unreachable. */
  static final int UNREACHABLE = 4;

  private ExitCode() {}

  static int of(ManagerException.Kind kind) {
    return switch (kind) {
      case REFUSED, INVALID_ARGUMENT -> FINDING;
      case DENIED -> DENIED;
      case UNREACHABLE -> UNREACHABLE;
    };
  }
}
