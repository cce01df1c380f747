package io.github.rulewarden.dbus;

import java.nio.ByteBuffer;
import java.util.List;
import org.freedesktop.dbus.messages.MethodCall;
import org.freedesktop.dbus.messages.constants.ArgumentType;
import org.freedesktop.dbus.messages.constants.Endian;
import org.freedesktop.dbus.messages.constants.Flags;
import org.freedesktop.dbus.messages.constants.HeaderField;
import org.freedesktop.dbus.messages.constants.MessageTypes;

/** Puts the header before the values: the D-Bus specification's section "Message Format". */
final class MessageEncoder {
  private static final int PROTOCOL = 1;
  private static final int NO_FLAGS = 0;

  /** Where the header keeps the length of the body. */
  private static final int BODY_LENGTH = 4;

  private final Marshaller out = new Marshaller();
  private final int fields;

  private MessageEncoder(MessageTypes type, int flags, long serial) {
    out.u8(Endian.LITTLE);
    out.u8(type.getId());
    out.u8(flags);
    out.u8(PROTOCOL);
    out.u32(0);
    out.u32(serial);
    fields = out.openArray(Marshaller.STRUCT_ALIGNMENT);
  }

  /** Never starts the one that is called: whether a daemon runs is the administrator's choice. */
  static ByteBuffer call(long serial, Request request) {
    return new MessageEncoder(
            MessageTypes.METHOD_CALL, Flags.NO_AUTO_START | request.moreFlags(), serial)
        .path(request.path())
        .text(HeaderField.INTERFACE, request.interfaceName())
        .text(HeaderField.MEMBER, request.member())
        .text(HeaderField.DESTINATION, request.destination())
        .body(request.values());
  }

  static ByteBuffer reply(long serial, MethodCall call, List<Value> values) {
    return new MessageEncoder(MessageTypes.METHOD_REPLY, Flags.NO_REPLY_EXPECTED, serial)
        .replyTo(call)
        .body(values);
  }

  static ByteBuffer error(long serial, MethodCall call, ErrorReply error) {
    return new MessageEncoder(MessageTypes.ERROR, Flags.NO_REPLY_EXPECTED, serial)
        .replyTo(call)
        .text(HeaderField.ERROR_NAME, error.name())
        .body(List.of(new Value.Text(error.sentence())));
  }

  static ByteBuffer signal(long serial, String interfaceName, String member, List<Value> values) {
    return new MessageEncoder(MessageTypes.SIGNAL, NO_FLAGS, serial)
        .path(Names.PATH)
        .text(HeaderField.INTERFACE, interfaceName)
        .text(HeaderField.MEMBER, member)
        .body(values);
  }

  private MessageEncoder path(String path) {
    field(HeaderField.PATH, ArgumentType.OBJECT_PATH_STRING);
    out.text(path);
    return this;
  }

  private MessageEncoder replyTo(MethodCall call) {
    field(HeaderField.REPLY_SERIAL, ArgumentType.UINT32_STRING);
    out.u32(call.getSerial());
    return text(HeaderField.DESTINATION, call.getSource());
  }

  private MessageEncoder text(byte field, String text) {
    field(field, ArgumentType.STRING_STRING);
    out.text(text);
    return this;
  }

  private void field(byte field, String signature) {
    out.align(Marshaller.STRUCT_ALIGNMENT);
    out.u8(field);
    out.signature(signature);
  }

  private ByteBuffer body(List<Value> values) {
    StringBuilder signature = new StringBuilder();
    for (Value value : values) {
      signature.append(value.signature());
    }
    field(HeaderField.SIGNATURE, ArgumentType.SIGNATURE_STRING);
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
