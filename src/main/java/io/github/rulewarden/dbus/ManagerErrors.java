package io.github.rulewarden.dbus;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.ManagerException.Kind;
import io.github.rulewarden.dbus.protocol.ErrorReply;

/** A ManagerException as an error on the bus, and back. */
final class ManagerErrors {
  static final String REFUSED = "io.github.rulewarden.Error.Refused";
  static final String UNREACHABLE = "io.github.rulewarden.Error.Unreachable";

  private ManagerErrors() {}

  static ErrorReply encode(ManagerException failure) {
    String name =
        switch (failure.kind()) {
          case REFUSED -> REFUSED;
          case DENIED -> ErrorReply.ACCESS_DENIED;
          case INVALID_ARGUMENT -> ErrorReply.INVALID_ARGS;
          case UNREACHABLE -> UNREACHABLE;
        };
    return new ErrorReply(name, ErrorReply.sentence(failure));
  }

  static ManagerException decode(ErrorReply error) {
    return switch (error.name()) {
      case ErrorReply.ACCESS_DENIED, ErrorReply.INTERACTION_REQUIRED ->
          new ManagerException(Kind.DENIED, error.sentence());
      case ErrorReply.INVALID_ARGS -> new ManagerException(Kind.INVALID_ARGUMENT, error.sentence());
      case UNREACHABLE -> new ManagerException(Kind.UNREACHABLE, error.sentence());
      case ErrorReply.SERVICE_UNKNOWN, ErrorReply.NAME_HAS_NO_OWNER ->
          new ManagerException(Kind.UNREACHABLE, "The rulewarden daemon is not running.");
      case ErrorReply.NO_REPLY ->
          new ManagerException(Kind.UNREACHABLE, "The rulewarden daemon exited without a reply.");
      default -> new ManagerException(Kind.REFUSED, error.sentence());
    };
  }
}
