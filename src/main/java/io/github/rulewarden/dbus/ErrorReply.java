package io.github.rulewarden.dbus;

import io.github.rulewarden.api.ManagerException;

/** An error as D-Bus carries it: a name for programs, the message a sentence for people. */
final class ErrorReply extends Exception {
  static final String ACCESS_DENIED = "org.freedesktop.DBus.Error.AccessDenied";
  static final String FAILED = "org.freedesktop.DBus.Error.Failed";
  static final String INTERACTION_REQUIRED =
      "org.freedesktop.DBus.Error.InteractiveAuthorizationRequired";
  static final String INVALID_ARGS = "org.freedesktop.DBus.Error.InvalidArgs";
  static final String LIMITS_EXCEEDED = "org.freedesktop.DBus.Error.LimitsExceeded";
  static final String NAME_HAS_NO_OWNER = "org.freedesktop.DBus.Error.NameHasNoOwner";
  static final String NO_REPLY = "org.freedesktop.DBus.Error.NoReply";
  static final String PROPERTY_READ_ONLY = "org.freedesktop.DBus.Error.PropertyReadOnly";
  static final String SERVICE_UNKNOWN = "org.freedesktop.DBus.Error.ServiceUnknown";
  static final String UNKNOWN_INTERFACE = "org.freedesktop.DBus.Error.UnknownInterface";
  static final String UNKNOWN_METHOD = "org.freedesktop.DBus.Error.UnknownMethod";
  static final String UNKNOWN_OBJECT = "org.freedesktop.DBus.Error.UnknownObject";
  static final String UNKNOWN_PROPERTY = "org.freedesktop.DBus.Error.UnknownProperty";
  static final String REFUSED = "io.github.rulewarden.Error.Refused";
  static final String UNREACHABLE = "io.github.rulewarden.Error.Unreachable";

  private final String name;

  ErrorReply(String name, String sentence) {
    super(sentence);
    this.name = name;
  }

  /** The daemon's own failures under the names that {@link ManagerClient} knows. */
  static ErrorReply of(ManagerException failure) {
    String name =
        switch (failure.kind()) {
          case REFUSED -> REFUSED;
          case DENIED -> ACCESS_DENIED;
          case NOT_WATCHED -> INVALID_ARGS;
          case UNREACHABLE -> UNREACHABLE;
        };
    return new ErrorReply(name, sentence(failure));
  }

  /** The answer would be too long. */
  static ErrorReply of(Marshaller.TooLongException tooLong) {
    return new ErrorReply(LIMITS_EXCEEDED, sentence(tooLong));
  }

  /** A fault of ours. */
  static ErrorReply of(RuntimeException bug) {
    return new ErrorReply(FAILED, bug.toString());
  }

  String name() {
    return name;
  }

  String sentence() {
    return sentence(this);
  }

  /** What a failure says, or its kind if it says nothing. */
  static String sentence(Exception failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
