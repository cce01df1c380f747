package io.github.rulewarden.dbus;

import java.util.Objects;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.MethodCall;

/** A call somebody makes, with the checks that every method begins with. */
record Call(MethodCall message) {
  /** The specification's {@code ALLOW_INTERACTIVE_AUTHORIZATION}; dbus-java has no name for it. */
  static final int MAY_ASK = 4;

  String path() {
    return message.getPath();
  }

  String member() {
    return message.getName();
  }

  /** The caller's unique name, which the bus vouches for. */
  String sender() {
    return message.getSource();
  }

  /** Whether it did not come over a bus, which says of every message who sent it. */
  boolean isFromNobody() {
    return message.getSource() == null;
  }

  /** Whether the user may be asked for a password on the way. */
  boolean isInteractive() {
    return (message.getFlags() & MAY_ASK) != 0;
  }

  /** The interface; callers may leave it out, then it is the one that has the member. */
  String interfaceName() {
    String given = Objects.requireNonNullElse(message.getInterface(), "");
    if (!given.isEmpty()) {
      return given;
    }
    return switch (member()) {
      case "Ping", "GetMachineId" -> Names.PEER;
      case "Introspect" -> Names.INTROSPECTABLE;
      case "Get", "GetAll", "Set" -> Names.PROPERTIES;
      default -> Names.MANAGER;
    };
  }

  boolean isFor(String interfaceName, String member) {
    return member.equals(member()) && interfaceName.equals(interfaceName());
  }

  /** The arguments, once their types are what the method takes. */
  Object[] arguments(String signature) throws ErrorReply {
    String given = Objects.requireNonNullElse(message.getSig(), "");
    if (!given.equals(signature)) {
      throw new ErrorReply(
          ErrorReply.INVALID_ARGS,
          member() + " was given arguments '" + given + "': expected '" + signature + "'.");
    }
    Object[] arguments;
    try {
      arguments = message.getParameters();
    } catch (DBusException | RuntimeException malformed) {
      throw unreadable();
    }
    // Each of the types that we take is one letter.
    if (arguments.length != signature.length()) {
      throw unreadable();
    }
    return arguments;
  }

  private ErrorReply unreadable() {
    return new ErrorReply(
        ErrorReply.INVALID_ARGS, "The arguments of " + member() + " cannot be read.");
  }

  void requireObject() throws ErrorReply {
    if (!path().equals(Names.PATH)) {
      throw unknownObject();
    }
  }

  ErrorReply unknownObject() {
    return new ErrorReply(
        ErrorReply.UNKNOWN_OBJECT,
        "There is no object at '" + path() + "': expected " + Names.PATH + ".");
  }

  ErrorReply unknownMethod() {
    return new ErrorReply(
        ErrorReply.UNKNOWN_METHOD,
        "Method '" + member() + "' is unknown to " + interfaceName() + ".");
  }
}
