package io.github.rulewarden.dbus.protocol;

import java.nio.ByteBuffer;
import java.util.List;

/** Encodes messages as a bus delivers them: with the sender that the test chooses. */
public final class TestMessages {
  private TestMessages() {}

  /** Returns a call of a method. */
  public static ByteBuffer call(
      long serial,
      String sender,
      int flags,
      String path,
      String interfaceName,
      String member,
      Value... values) {
    return from(sender, Message.Kind.METHOD_CALL, flags, serial)
        .text(MessageEncoder.Field.PATH, path)
        .text(MessageEncoder.Field.INTERFACE, interfaceName)
        .text(MessageEncoder.Field.MEMBER, member)
        .body(List.of(values));
  }

  /** Returns a reply, or a message of another kind that claims to be one. */
  public static ByteBuffer reply(
      Message.Kind kind, long serial, String sender, long replySerial, Value... values) {
    return from(sender, kind, 0, serial).replySerial(replySerial).body(List.of(values));
  }

  /** Returns a reply that is an error. */
  public static ByteBuffer error(
      long serial, String sender, long replySerial, String name, String sentence) {
    return from(sender, Message.Kind.ERROR, 0, serial)
        .replySerial(replySerial)
        .text(MessageEncoder.Field.ERROR_NAME, name)
        .body(List.of(new Value.Text(sentence)));
  }

  /** Returns a signal. */
  public static ByteBuffer signal(
      long serial,
      String sender,
      String path,
      String interfaceName,
      String member,
      Value... values) {
    return from(sender, Message.Kind.SIGNAL, 0, serial)
        .text(MessageEncoder.Field.PATH, path)
        .text(MessageEncoder.Field.INTERFACE, interfaceName)
        .text(MessageEncoder.Field.MEMBER, member)
        .body(List.of(values));
  }

  private static MessageEncoder from(String sender, Message.Kind kind, int flags, long serial) {
    return new MessageEncoder(kind, flags, serial).text(MessageEncoder.Field.SENDER, sender);
  }

  /** Returns the bytes of a message. */
  public static byte[] bytes(ByteBuffer message) {
    byte[] bytes = new byte[message.remaining()];
    message.get(bytes);
    return bytes;
  }
}
