package io.github.rulewarden.dbus.protocol;

import java.util.List;

/**
 * A method call that this program makes.
 *
 * @param flags the flags of the header beside {@link Message#NO_AUTO_START}
 */
public record Request(
    String destination,
    String path,
    String interfaceName,
    String member,
    List<Value> values,
    int flags) {
  private static final int NO_FLAGS = 0;

  /** A call without flags. */
  public static Request of(
      String destination, String path, String interfaceName, String member, Value... values) {
    return new Request(destination, path, interfaceName, member, List.of(values), NO_FLAGS);
  }

  /** A call to the bus itself. */
  public static Request toBus(String member, Value... values) {
    return of(StandardNames.BUS, StandardNames.BUS_PATH, StandardNames.BUS, member, values);
  }

  /** The same call to another destination, such as the unique name of a well-known one. */
  public Request to(String another) {
    return new Request(another, path, interfaceName, member, values, flags);
  }

  /** The same call, and the user may be prompted for a password. */
  public Request interactive() {
    return new Request(
        destination,
        path,
        interfaceName,
        member,
        values,
        flags | Message.ALLOW_INTERACTIVE_AUTHORIZATION);
  }

  /**
   * Whether a message is a reply from the destination. Every user of the bus can send a message
   * that claims to be the reply, so the sender counts. The bus replies in place of a destination
   * that has left. The sender of a reply cannot be checked if the destination is a well-known name,
   * because the sender is always a unique name.
   */
  public boolean isAnsweredBy(Message message) {
    return switch (message.kind()) {
      case METHOD_CALL, SIGNAL -> false;
      case METHOD_RETURN, ERROR -> {
        boolean isWellKnown =
            !destination.startsWith(":") && !destination.equals(StandardNames.BUS);
        yield isWellKnown
            || destination.equals(message.sender())
            || StandardNames.BUS.equals(message.sender());
      }
    };
  }
}
