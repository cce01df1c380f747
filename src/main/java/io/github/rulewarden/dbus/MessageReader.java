package io.github.rulewarden.dbus;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.MessageTypeException;
import org.freedesktop.dbus.messages.Error;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MessageFactory;
import org.freedesktop.dbus.messages.MethodCall;
import org.freedesktop.dbus.messages.constants.Endian;

/**
 * Cuts messages from a stream and has dbus-java read them. Every user may send to the daemon, and a
 * bus carries messages larger than the daemon's heap: of one that is too long the body is skipped.
 */
final class MessageReader {
  /**
   * @param message with an empty body if that was too long
   */
  record Received(Message message, boolean tooLong) {}

  /** Up to the length of the header's fields; dbus-java wants the first twelve bytes apart. */
  private static final int FIXED_LENGTH = 16;

  private static final int FIXED_PART = 12;
  private static final int BODY_LENGTH = 4;
  private static final int FIELDS_LENGTH = 12;
  private static final int FIELDS_ALIGNMENT = 8;

  /** Names and a signature, none longer than 255 bytes, and a path. */
  private static final int FIELDS_LIMIT = 1 << 16;

  private static final int LONGEST_NAME = 255;

  private static final int SKIP_LENGTH = 1 << 13;

  private final ReadableByteChannel channel;
  private final int bodyLimit;

  MessageReader(ReadableByteChannel channel, int bodyLimit) {
    this.channel = channel;
    this.bodyLimit = bodyLimit;
  }

  /** Waits for the next message that makes sense. */
  Received next() throws IOException {
    while (true) {
      ByteBuffer fixed = read(ByteBuffer.allocate(FIXED_LENGTH));
      fixed.order(fixed.get(0) == Endian.BIG ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
      long bodyLength = Integer.toUnsignedLong(fixed.getInt(BODY_LENGTH));
      long fieldsLength = Integer.toUnsignedLong(fixed.getInt(FIELDS_LENGTH));
      long padded = (fieldsLength + FIELDS_ALIGNMENT - 1) & -FIELDS_ALIGNMENT;
      if (padded > FIELDS_LIMIT) {
        skip(padded + bodyLength);
        continue;
      }
      // The fields' length, zeros up to their alignment, then the fields, as dbus-java counts.
      ByteBuffer fields = ByteBuffer.allocate(FIELDS_ALIGNMENT + (int) padded);
      fields.put(fixed.array(), FIELDS_LENGTH, Integer.BYTES).position(FIELDS_ALIGNMENT);
      read(fields);
      boolean tooLong = bodyLength > bodyLimit;
      ByteBuffer body = ByteBuffer.allocate(tooLong ? 0 : (int) bodyLength);
      if (tooLong) {
        skip(bodyLength);
      } else {
        read(body);
      }
      try {
        byte[] start = new byte[FIXED_PART];
        fixed.get(0, start);
        Message message =
            MessageFactory.createMessage(start[1], start, fields.array(), body.array(), null);
        if (isWhole(message)) {
          return new Received(message, tooLong);
        }
      } catch (DBusException | MessageTypeException | RuntimeException malformed) {
        // The bus checks what it carries, so this is a kind of message that came after dbus-java;
        // the specification wants such ones ignored.
      }
    }
  }

  /**
   * Whether a message has the fields that the specification wants of its type. dbus-java looks at a
   * field when it is asked for it, so all that we ask for are asked for here.
   *
   * @throws ClassCastException if one is of a wrong type
   */
  private static boolean isWhole(Message message) {
    String name = message.getName();
    for (String text :
        Arrays.asList(name, message.getInterface(), message.getSource(), message.getSig())) {
      if (text != null && text.length() > LONGEST_NAME) {
        return false;
      }
    }
    boolean isAnswer = message.getReplySerial() != 0;
    return switch (message) {
      case MethodCall call -> name != null && call.getPath() != null;
      case Error _ -> name != null && isAnswer;
      default -> true;
    };
  }

  private ByteBuffer read(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("the bus closed the connection");
      }
    }
    return buffer;
  }

  private void skip(long length) throws IOException {
    ByteBuffer waste = ByteBuffer.allocate(SKIP_LENGTH);
    long left = length;
    while (left > 0) {
      waste.clear().limit((int) Math.min(left, SKIP_LENGTH));
      read(waste);
      left -= waste.limit();
    }
  }
}
