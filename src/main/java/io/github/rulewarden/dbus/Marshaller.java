package io.github.rulewarden.dbus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes values as the D-Bus specification's section "Marshaling" wants them, little-endian. */
final class Marshaller {
  /** Of structs and dictionary entries. */
  static final int STRUCT_ALIGNMENT = 8;

  /**
   * Some 40,000 rules; the daemon's heap is small, and a bus takes no more than four times that.
   */
  private static final int LIMIT = 8 << 20;

  private static final int START = 512;

  /** What was to be written is longer than a message of ours may be. */
  static final class TooLongException extends RuntimeException {
    TooLongException() {
      super("The answer would be longer than " + LIMIT + " bytes.");
    }
  }

  private ByteBuffer buffer = ByteBuffer.allocate(START).order(ByteOrder.LITTLE_ENDIAN);

  void u8(int number) {
    reserve(Byte.BYTES);
    buffer.put((byte) number);
  }

  void u32(long number) {
    align(Integer.BYTES);
    reserve(Integer.BYTES);
    buffer.putInt((int) number);
  }

  void u64(long number) {
    align(Long.BYTES);
    reserve(Long.BYTES);
    buffer.putLong(number);
  }

  /** A NUL has no place in a text; a bus hangs up on whoever sends it one. */
  void text(String text) {
    byte[] bytes = text.replace('\0', '\ufffd').getBytes(StandardCharsets.UTF_8);
    u32(bytes.length);
    reserve(bytes.length + 1);
    buffer.put(bytes).put((byte) 0);
  }

  void signature(String signature) {
    byte[] bytes = signature.getBytes(StandardCharsets.US_ASCII);
    reserve(bytes.length + 2);
    buffer.put((byte) bytes.length).put(bytes).put((byte) 0);
  }

  /** Fills up with zeros to a multiple of {@code size}, a power of two. */
  void align(int size) {
    reserve(size);
    while ((buffer.position() & (size - 1)) != 0) {
      buffer.put((byte) 0);
    }
  }

  /**
   * Begins an array; its elements follow.
   *
   * @return what {@link #closeArray} wants
   */
  int openArray(int elementAlignment) {
    u32(0);
    int lengthAt = buffer.position() - Integer.BYTES;
    // The length counts from the first element on, without the zeros before it.
    align(elementAlignment);
    buffer.putInt(lengthAt, buffer.position());
    return lengthAt;
  }

  void closeArray(int lengthAt) {
    buffer.putInt(lengthAt, buffer.position() - buffer.getInt(lengthAt));
  }

  /** How much has been written. */
  int length() {
    return buffer.position();
  }

  /** Overwrites the four bytes at {@code offset}. */
  void patch(int offset, int number) {
    buffer.putInt(offset, number);
  }

  /** All that was written, ready to be read. */
  ByteBuffer finish() {
    return buffer.flip();
  }

  private void reserve(int size) {
    if (buffer.remaining() >= size) {
      return;
    }
    if (buffer.position() + size > LIMIT) {
      throw new TooLongException();
    }
    int capacity = Math.max(buffer.capacity() * 2, buffer.position() + size);
    buffer = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN).put(buffer.flip());
  }
}
