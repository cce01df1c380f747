package io.github.rulewarden.dbus.protocol;

/** An error as D-Bus carries it: a name for programs and a sentence for people. */
public final class ErrorReply extends Exception {
  public static final String ACCESS_DENIED = "org.freedesktop.DBus.Error.AccessDenied";
  public static final String FAILED = "org.freedesktop.DBus.Error.Failed";
  public static final String INTERACTION_REQUIRED =
      "org.freedesktop.DBus.Error.InteractiveAuthorizationRequired";
  public static final String INVALID_ARGS = "org.freedesktop.DBus.Error.InvalidArgs";
  public static final String LIMITS_EXCEEDED = "org.freedesktop.DBus.Error.LimitsExceeded";
  public static final String NAME_HAS_NO_OWNER = "org.freedesktop.DBus.Error.NameHasNoOwner";
  public static final String NO_REPLY = "org.freedesktop.DBus.Error.NoReply";
  public static final String PROPERTY_READ_ONLY = "org.freedesktop.DBus.Error.PropertyReadOnly";
  public static final String SERVICE_UNKNOWN = "org.freedesktop.DBus.Error.ServiceUnknown";
  public static final String UNKNOWN_INTERFACE = "org.freedesktop.DBus.Error.UnknownInterface";
  public static final String UNKNOWN_METHOD = "org.freedesktop.DBus.Error.UnknownMethod";
  public static final String UNKNOWN_OBJECT = "org.freedesktop.DBus.Error.UnknownObject";
  public static final String UNKNOWN_PROPERTY = "org.freedesktop.DBus.Error.UnknownProperty";

  private final String name;

  public ErrorReply(String name, String sentence) {
    super(sentence);
    this.name = name;
  }

  /** The reply to a call that failed because of a programming error. */
  public static ErrorReply of(RuntimeException bug) {
    return new ErrorReply(FAILED, bug.toString());
  }

  public String name() {
    return name;
  }

  public String sentence() {
    return sentence(this);
  }

  /** The message of an exception, or the exception's class if it has no message. */
  public static String sentence(Exception failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
