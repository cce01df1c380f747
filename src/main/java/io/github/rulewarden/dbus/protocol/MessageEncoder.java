package io.github.rulewarden.dbus.protocol;

import java.nio.ByteBuffer;
import java.util.List;

/** Writes the header and the values: the D-Bus specification's section "Message Format". */
public final class MessageEncoder {
  private static final int PROTOCOL = 1;
  private static final int NO_FLAGS = 0;

  /** The offset of the length of the body. */
  private static final int BODY_LENGTH = 4;

  /** The header fields, with their codes. */
  enum Field {
    PATH(1, "o"),
    INTERFACE(2, "s"),
    MEMBER(3, "s"),
    ERROR_NAME(4, "s"),
    REPLY_SERIAL(5, "u"),
    DESTINATION(6, "s"),
    SENDER(7, "s"),
    SIGNATURE(8, "g");

    private final int code;
    private final String signature;

    Field(int code, String signature) {
      this.code = code;
      this.signature = signature;
    }
  }

  private final Marshaller out = new Marshaller();
  private final int fields;

  MessageEncoder(Message.Kind kind, int flags, long serial) {
    out.u8('l');
    out.u8(kind.code());
    out.u8(flags);
    out.u8(PROTOCOL);
    out.u32(0);
    out.u32(serial);
    fields = out.openArray(Marshaller.STRUCT_ALIGNMENT);
  }

  /**
   * A method call. It never starts a service that does not run: the administrator decides whether
   * the daemon runs.
   */
  public static ByteBuffer call(long serial, Request request) {
    int flags = Message.NO_AUTO_START | request.flags();
    return new MessageEncoder(Message.Kind.METHOD_CALL, flags, serial)
        .text(Field.PATH, request.path())
        .text(Field.INTERFACE, request.interfaceName())
        .text(Field.MEMBER, request.member())
        .text(Field.DESTINATION, request.destination())
        .body(request.values());
  }

  static ByteBuffer reply(long serial, Message call, List<Value> values) {
    return new MessageEncoder(Message.Kind.METHOD_RETURN, Message.NO_REPLY_EXPECTED, serial)
        .replySerial(call.serial())
        .text(Field.DESTINATION, call.sender())
        .body(values);
  }

  static ByteBuffer error(long serial, Message call, ErrorReply error) {
    return new MessageEncoder(Message.Kind.ERROR, Message.NO_REPLY_EXPECTED, serial)
        .replySerial(call.serial())
        .text(Field.DESTINATION, call.sender())
        .text(Field.ERROR_NAME, error.name())
        .body(List.of(new Value.Text(error.sentence())));
  }

  static ByteBuffer signal(
      long serial, String path, String interfaceName, String member, List<Value> values) {
    return new MessageEncoder(Message.Kind.SIGNAL, NO_FLAGS, serial)
        .text(Field.PATH, path)
        .text(Field.INTERFACE, interfaceName)
        .text(Field.MEMBER, member)
        .body(values);
  }

  MessageEncoder replySerial(long serial) {
    begin(Field.REPLY_SERIAL);
    out.u32(serial);
    return this;
  }

  MessageEncoder text(Field field, String text) {
    begin(field);
    out.text(text);
    return this;
  }

  private void begin(Field field) {
    out.align(Marshaller.STRUCT_ALIGNMENT);
    out.u8(field.code);
    out.signature(field.signature);
  }

  ByteBuffer body(List<Value> values) {
    StringBuilder signature = new StringBuilder();
    for (Value value : values) {
      signature.append(value.signature());
    }
    begin(Field.SIGNATURE);
    out.signature(signature.toString());
    out.closeArray(fields);
    out.align(Marshaller.STRUCT_ALIGNMENT);
    int start = out.length();
    for (Value value : values) {
      value.writeTo(out);
    }
    out.patch(BODY_LENGTH, out.length() - start);
    return out.finish();
  }
}
