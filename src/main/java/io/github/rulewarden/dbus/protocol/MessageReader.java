package io.github.rulewarden.dbus.protocol;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;

/**
 * Reads messages from a stream. Every user can send to the daemon, and a bus carries messages that
 * are larger than the daemon's heap, so the body of a message that is too long is skipped.
 */
public final class MessageReader {
  /**
   * A message that was read.
   *
   * @param message with an empty body if the body was too long
   */
  public record Received(Message message, boolean isTooLong) {}

  /** Up to and including the length of the header fields. */
  private static final int FIXED_LENGTH = 16;

  /** The part of it that dbus-java takes as an argument of its own. */
  private static final int START_LENGTH = 12;

  private static final int BODY_LENGTH = 4;
  private static final int FIELDS_LENGTH = 12;
  private static final int FIELDS_ALIGNMENT = 8;

  /** The fields are names and a signature, none longer than 255 bytes, and a path. */
  private static final int MAX_FIELDS_LENGTH = 1 << 16;

  private static final int SKIP_LENGTH = 1 << 13;

  private final ReadableByteChannel channel;
  private final int maxBodyLength;

  /** A reader of {@code channel}. */
  public MessageReader(ReadableByteChannel channel, int maxBodyLength) {
    this.channel = channel;
    this.maxBodyLength = maxBodyLength;
  }

  /** Waits for the next well-formed message. */
  public Received next() throws IOException {
    while (true) {
      ByteBuffer fixed = read(ByteBuffer.allocate(FIXED_LENGTH));
      fixed.order(fixed.get(0) == 'B' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
      long bodyLength = Integer.toUnsignedLong(fixed.getInt(BODY_LENGTH));
      long fieldsLength = Integer.toUnsignedLong(fixed.getInt(FIELDS_LENGTH));
      long padded = (fieldsLength + FIELDS_ALIGNMENT - 1) & -FIELDS_ALIGNMENT;
      if (padded > MAX_FIELDS_LENGTH) {
        skip(padded + bodyLength);
        continue;
      }
      // dbus-java expects the length of the fields, zeros up to their alignment, then the fields.
      ByteBuffer fields = ByteBuffer.allocate(FIELDS_ALIGNMENT + (int) padded);
      fields.put(fixed.array(), FIELDS_LENGTH, Integer.BYTES).position(FIELDS_ALIGNMENT);
      read(fields);
      boolean isTooLong = bodyLength > maxBodyLength;
      ByteBuffer body = ByteBuffer.allocate(isTooLong ? 0 : (int) bodyLength);
      if (isTooLong) {
        skip(bodyLength);
      } else {
        read(body);
      }
      byte[] start = new byte[START_LENGTH];
      fixed.get(0, start);
      try {
        Message message = MessageDecoder.decode(start, fields.array(), body.array());
        return new Received(message, isTooLong);
      } catch (MessageDecoder.MalformedException malformed) {
        // The bus checks the messages that it carries, so this is a type of message that is newer
        // than dbus-java. The D-Bus specification requires that unknown types are ignored.
      }
    }
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
    ByteBuffer skipped = ByteBuffer.allocate(SKIP_LENGTH);
    long left = length;
    while (left > 0) {
      skipped.clear().limit((int) Math.min(left, SKIP_LENGTH));
      read(skipped);
      left -= skipped.limit();
    }
  }
}
