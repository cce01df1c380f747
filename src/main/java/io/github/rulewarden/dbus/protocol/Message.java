package io.github.rulewarden.dbus.protocol;

import java.io.IOException;
import java.util.List;

/**
 * A message that was received. A text is empty and a serial is 0 where the message has no such
 * field; the D-Bus specification allows neither as a value.
 *
 * @param flags {@link #NO_REPLY_EXPECTED} and so on
 * @param replySerial the serial of the call that this message replies to
 * @param sender the sender's unique name. A bus sets this field of every message, so it is the only
 *     one that a sender cannot forge
 * @param name the member of a call or of a signal, the name of an error
 * @param signature the types of the values
 */
public record Message(
    Kind kind,
    int flags,
    long serial,
    long replySerial,
    String sender,
    String destination,
    String path,
    String interfaceName,
    String name,
    String signature,
    Body body) {
  /** The sender of a call ignores the reply. */
  public static final int NO_REPLY_EXPECTED = 1;

  /** The bus does not start a service that is called and does not run. */
  public static final int NO_AUTO_START = 2;

  /** The user may be prompted for a password before the call is answered. */
  public static final int ALLOW_INTERACTIVE_AUTHORIZATION = 4;

  /** What a message is, with its code in the header. */
  public enum Kind {
    METHOD_CALL(1),
    METHOD_RETURN(2),
    ERROR(3),
    SIGNAL(4);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  /** The values, decoded only when they are needed: most messages can be refused without them. */
  public interface Body {
    /**
     * Decodes the values.
     *
     * @throws IOException if the bytes do not fit the signature
     */
    List<Value> values() throws IOException;
  }

  /**
   * Decodes the values.
   *
   * @throws IOException if the bytes do not fit the signature
   */
  public List<Value> values() throws IOException {
    return body.values();
  }

  /**
   * The values of a reply.
   *
   * @throws ErrorReply if the reply is an error
   */
  public List<Value> replyValues() throws IOException, ErrorReply {
    List<Value> values = values();
    if (kind == Kind.ERROR) {
      throw new ErrorReply(name, values.isEmpty() ? name : values.getFirst().toString());
    }
    return values;
  }

  /** Whether this is a call whose sender waits. Without a sender, no reply is possible. */
  boolean isReplyExpected() {
    return kind == Kind.METHOD_CALL && (flags & NO_REPLY_EXPECTED) == 0 && !sender.isEmpty();
  }
}
