package io.github.rulewarden.dbus;

import java.util.List;
import org.freedesktop.dbus.messages.Error;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MethodReturn;

/**
 * A call that we make.
 *
 * @param moreFlags of the message's header, beside NO_AUTO_START
 */
record Request(
    String destination,
    String path,
    String interfaceName,
    String member,
    List<Value> values,
    int moreFlags) {
  private static final int NONE = 0;

  /** To the bus itself. */
  static Request toBus(String member, Value... values) {
    return new Request(Names.BUS, Names.BUS_PATH, Names.BUS, member, List.of(values), NONE);
  }

  /** To our object. */
  static Request toDaemon(String interfaceName, String member, Value... values) {
    return new Request(Names.SERVICE, Names.PATH, interfaceName, member, List.of(values), NONE);
  }

  /** To polkit's, by the unique name of whoever plays polkit. */
  static Request toPolkit(String owner, String member, Value... values) {
    return new Request(
        owner, Names.POLKIT_PATH, Names.POLKIT_AUTHORITY, member, List.of(values), NONE);
  }

  /** The same to another, such as the unique name of who has the well-known one. */
  Request to(String another) {
    return new Request(another, path, interfaceName, member, values, moreFlags);
  }

  /** The same, and the user may be asked for a password on the way. */
  Request interactive() {
    return new Request(destination, path, interfaceName, member, values, Call.MAY_ASK);
  }

  /**
   * Whether a message can be an answer to it: whatever it says, a signal is none, and everybody may
   * send what says it is the answer. The bus says who sent it, and answers itself for who has gone.
   * Only of an answer to a well-known name nobody can tell.
   */
  boolean isAnsweredBy(Message message) {
    if (!(message instanceof MethodReturn || message instanceof Error)) {
      return false;
    }
    String source = message.getSource();
    boolean isWellKnown = !destination.startsWith(":") && !destination.equals(Names.BUS);
    return isWellKnown || destination.equals(source) || Names.BUS.equals(source);
  }
}
