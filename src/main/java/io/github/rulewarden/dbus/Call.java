package io.github.rulewarden.dbus;

import io.github.rulewarden.dbus.protocol.ErrorReply;
import io.github.rulewarden.dbus.protocol.Message;
import io.github.rulewarden.dbus.protocol.StandardNames;
import io.github.rulewarden.dbus.protocol.Value;
import java.io.IOException;
import java.util.List;

/** A method call that the service received, with the checks that every method starts with. */
record Call(Message message) {
  String path() {
    return message.path();
  }

  String member() {
    return message.name();
  }

  /** The caller's unique name, which the bus vouches for. */
  String sender() {
    return message.sender();
  }

  /** Whether the user may be prompted for a password. */
  boolean isInteractive() {
    return (message.flags() & Message.ALLOW_INTERACTIVE_AUTHORIZATION) != 0;
  }

  /** The interface. A caller may omit it; then it is the interface that has the member. */
  String interfaceName() {
    if (!message.interfaceName().isEmpty()) {
      return message.interfaceName();
    }
    return switch (member()) {
      case "Ping", "GetMachineId" -> StandardNames.PEER;
      case "Introspect" -> StandardNames.INTROSPECTABLE;
      case "Get", "GetAll", "Set" -> StandardNames.PROPERTIES;
      default -> Names.MANAGER;
    };
  }

  /**
   * The arguments.
   *
   * @throws ErrorReply if they are not of the types that the method takes, or cannot be decoded
   */
  List<Value> arguments(String signature) throws ErrorReply {
    if (!message.signature().equals(signature)) {
      throw new ErrorReply(
          ErrorReply.INVALID_ARGS,
          member()
              + " was given arguments '"
              + message.signature()
              + "': expected '"
              + signature
              + "'.");
    }
    try {
      return message.values();
    } catch (IOException malformed) {
      throw new ErrorReply(
          ErrorReply.INVALID_ARGS, "The arguments of " + member() + " cannot be read.");
    }
  }

  /** The one argument of a method that takes one. */
  Value argument(String signature) throws ErrorReply {
    return arguments(signature).getFirst();
  }

  void requireNoArguments() throws ErrorReply {
    arguments("");
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
