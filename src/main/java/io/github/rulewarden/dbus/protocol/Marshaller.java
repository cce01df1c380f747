package io.github.rulewarden.dbus.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes values by the D-Bus specification's section "Marshaling", little-endian. */
public final class Marshaller {
  /** The alignment of structs and of dictionary entries. */
  static final int STRUCT_ALIGNMENT = 8;

  /**
   * About 40,000 rules. The daemon's heap is small, and a bus accepts no more than four times this
   * length.
   */
  private static final int MAX_LENGTH = 8 << 20;

  private static final int INITIAL_CAPACITY = 512;

  /** The message would be longer than {@link #MAX_LENGTH}. */
  public static final class TooLongException extends RuntimeException {
    TooLongException() {
      super("The reply would be longer than " + MAX_LENGTH + " bytes.");
    }
  }

  private ByteBuffer buffer = ByteBuffer.allocate(INITIAL_CAPACITY).order(ByteOrder.LITTLE_ENDIAN);

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

  /** Replaces NUL, which D-Bus does not allow: a bus disconnects the sender of one. */
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

  /** Appends zeros up to a multiple of {@code size}, a power of two. */
  void align(int size) {
    reserve(size);
    while ((buffer.position() & (size - 1)) != 0) {
      buffer.put((byte) 0);
    }
  }

  /**
   * Begins an array; the caller writes the elements next.
   *
   * @return the argument of {@link #closeArray}
   */
  int openArray(int elementAlignment) {
    u32(0);
    int lengthAt = buffer.position() - Integer.BYTES;
    // The length counts from the first element, without the zeros before it.
    align(elementAlignment);
    buffer.putInt(lengthAt, buffer.position());
    return lengthAt;
  }

  void closeArray(int lengthAt) {
    buffer.putInt(lengthAt, buffer.position() - buffer.getInt(lengthAt));
  }

  /** The number of bytes that are written so far. */
  int length() {
    return buffer.position();
  }

  /** Overwrites the four bytes at {@code offset}. */
  void patch(int offset, int number) {
    buffer.putInt(offset, number);
  }

  /** The written bytes, ready to be read. */
  ByteBuffer finish() {
    return buffer.flip();
  }

  private void reserve(int size) {
    if (buffer.remaining() >= size) {
      return;
    }
    if (buffer.position() + size > MAX_LENGTH) {
      throw new TooLongException();
    }
    int capacity = Math.max(buffer.capacity() * 2, buffer.position() + size);
    buffer = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN).put(buffer.flip());
  }
}
