package io.github.rulewarden.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * An immutable sequence of bytes with value equality: a datagram, a message, the payload of an
 * attribute.
 *
 * <p>A slice shares the bytes of its source, so decoding does not copy. A slice therefore keeps the
 * whole datagram in memory.
 *
 * <p>The accessors have the kernel's type names ({@code u8}, {@code u16}, {@code be32} ...): {@code
 * u} and {@code s} use the machine's byte order, {@code be} is big-endian. They take an offset
 * within this sequence, and throw {@link IndexOutOfBoundsException} outside of it.
 */
public final class Bytes {
  /** No bytes at all. */
  public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

  private static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private final byte[] array;
  private final int start;
  private final int length;

  private Bytes(byte[] array, int start, int length) {
    this.array = array;
    this.start = start;
    this.length = length;
  }

  /** A copy of {@code bytes}. */
  public static Bytes copyOf(byte... bytes) {
    return new Bytes(bytes.clone(), 0, bytes.length);
  }

  /** Uses {@code bytes} without a copy; the caller must not write to the array afterwards. */
  public static Bytes owning(byte[] bytes) {
    return new Bytes(bytes, 0, bytes.length);
  }

  /** Parses hexadecimal digits, two for each byte; white space is skipped. */
  public static Bytes parseHex(String digits) {
    StringBuilder compact = new StringBuilder(digits.length());
    for (int i = 0; i < digits.length(); i++) {
      if (!Character.isWhitespace(digits.charAt(i))) {
        compact.append(digits.charAt(i));
      }
    }
    return owning(HexFormat.of().parseHex(compact));
  }

  /** The number of bytes. */
  public int length() {
    return length;
  }

  /** The offset of this sequence in its datagram, for error messages. */
  public int origin() {
    return start;
  }

  /** The byte at {@code offset}, 0..255. */
  public int u8(int offset) {
    return array[position(offset, 1)] & 0xff;
  }

  /** 16 bits in the machine's order, 0..65535. */
  public int u16(int offset) {
    int big = be16(offset);
    return LITTLE_ENDIAN ? Short.reverseBytes((short) big) & 0xffff : big;
  }

  /** 16 bits big-endian, 0..65535. */
  public int be16(int offset) {
    int at = position(offset, 2);
    return (array[at] & 0xff) << 8 | (array[at + 1] & 0xff);
  }

  /** 32 bits in the machine's order, signed. */
  public int s32(int offset) {
    int at = position(offset, 4);
    int big = bigEndian(at);
    return LITTLE_ENDIAN ? Integer.reverseBytes(big) : big;
  }

  /** 32 bits in the machine's order, unsigned. */
  public long u32(int offset) {
    return s32(offset) & 0xffff_ffffL;
  }

  /** 32 bits big-endian, unsigned. */
  public long be32(int offset) {
    return bigEndian(position(offset, 4)) & 0xffff_ffffL;
  }

  /** 64 bits big-endian, unsigned. */
  public long be64(int offset) {
    int at = position(offset, 8);
    return (long) bigEndian(at) << 32 | (bigEndian(at + 4) & 0xffff_ffffL);
  }

  /** The {@code size} bytes from {@code offset}, without a copy. */
  public Bytes slice(int offset, int size) {
    return new Bytes(array, position(offset, size), size);
  }

  /** A copy as an array. */
  public byte[] toArray() {
    return Arrays.copyOfRange(array, start, start + length);
  }

  /** Copies all bytes into {@code target} from index {@code at}. */
  public void copyTo(byte[] target, int at) {
    System.arraycopy(array, start, target, at, length);
  }

  /**
   * Copies all bytes into {@code target} from absolute index {@code at}; its position does not
   * change.
   */
  public void copyTo(ByteBuffer target, int at) {
    target.put(at, array, start, length);
  }

  /**
   * Whether this is a string that is safe to print: valid UTF-8 without control characters, and one
   * NUL at the end. The kernel accepts a terminal's escape sequence as the name of an interface.
   */
  public boolean isText() {
    if (length == 0 || array[start + length - 1] != 0) {
      return false;
    }
    int union = 0;
    for (int i = start; i < start + length - 1; i++) {
      if (array[i] >= 0 && Character.isISOControl(array[i])) {
        return false;
      }
      union |= array[i];
    }
    return union >= 0 || isPrintableUtf8();
  }

  private boolean isPrintableUtf8() {
    String text = text();
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return false;
      }
    }
    return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), slice(0, length - 1).toArray());
  }

  /** The string without its final NUL; call {@link #isText()} first. */
  public String text() {
    return new String(array, start, length - 1, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that
        && Arrays.equals(
            array, start, start + length, that.array, that.start, that.start + that.length);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = start; i < start + length; i++) {
      hash = 31 * hash + array[i];
    }
    return hash;
  }

  /** The bytes as hexadecimal digits without spaces. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(array, start, start + length);
  }

  private int position(int offset, int size) {
    return start + Objects.checkFromIndexSize(offset, size, length);
  }

  private int bigEndian(int at) {
    return array[at] << 24
        | (array[at + 1] & 0xff) << 16
        | (array[at + 2] & 0xff) << 8
        | (array[at + 3] & 0xff);
  }
}
