package io.github.rulewarden.netlink;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Appends headers and attributes to an array that grows as needed. The array may have any content
 * before: the writer writes every byte of the message, including padding.
 *
 * <p>The plain forms ({@link #u8(int)}, {@link #u32(long)} ...) write a field of a fixed header.
 * The forms that begin with {@code attribute} write a whole attribute ({@code struct nlattr}: 16
 * bits of length, 16 bits of type, payload, padding to four bytes).
 */
public final class MessageWriter {
  private static final int NLA_HDRLEN = 4;
  private static final int MAXIMUM_ATTRIBUTE = 0xffff;
  private static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private byte[] array;
  private int length;

  /** A writer with a new array. */
  public MessageWriter() {
    this(new byte[256]);
  }

  /** A writer that uses {@code scratch} while it is large enough. */
  public MessageWriter(byte[] scratch) {
    this.array = scratch;
  }

  /** Rounds a length up to the next multiple of four (NLMSG_ALIGN, NLA_ALIGN). */
  public static int align(int length) {
    return (length + 3) & ~3;
  }

  /** Appends 8 bits. */
  public MessageWriter u8(int value) {
    int at = extend(1);
    array[at] = (byte) value;
    return this;
  }

  /** Appends 16 bits in the machine's order. */
  public MessageWriter u16(int value) {
    return be16(LITTLE_ENDIAN ? Short.reverseBytes((short) value) : value);
  }

  /** Appends 16 bits big-endian. */
  public MessageWriter be16(int value) {
    int at = extend(2);
    array[at] = (byte) (value >> 8);
    array[at + 1] = (byte) value;
    return this;
  }

  /** Appends 32 bits in the machine's order. */
  public MessageWriter s32(int value) {
    return big(LITTLE_ENDIAN ? Integer.reverseBytes(value) : value);
  }

  /** Appends the low 32 bits of {@code value} in the machine's order. */
  public MessageWriter u32(long value) {
    return s32((int) value);
  }

  /** Appends all of {@code bytes}. */
  public MessageWriter bytes(Bytes bytes) {
    int at = extend(bytes.length());
    bytes.copyTo(array, at);
    return this;
  }

  /** Appends zeros up to the next multiple of four. */
  public MessageWriter pad() {
    int from = length;
    extend(align(length) - length);
    Arrays.fill(array, from, length, (byte) 0);
    return this;
  }

  /** Appends an attribute; {@code type} includes flag bits. */
  public void attribute(int type, Bytes payload) {
    header(type, payload.length()).bytes(payload).pad();
  }

  /** Appends an attribute of 8 bits. */
  public void attributeU8(int type, int value) {
    header(type, 1).u8(value).pad();
  }

  /** Appends an attribute of 16 bits in the machine's order. */
  public void attributeU16(int type, int value) {
    header(type, 2).u16(value).pad();
  }

  /** Appends an attribute of 16 bits, big-endian. */
  public void attributeBe16(int type, int value) {
    header(type, 2).be16(value).pad();
  }

  /** Appends an attribute of 32 bits in the machine's order. */
  public void attributeU32(int type, long value) {
    header(type, 4).u32(value);
  }

  /** Appends an attribute of 32 bits, big-endian. */
  public void attributeBe32(int type, long value) {
    header(type, 4).big((int) value);
  }

  /** Appends an attribute of 64 bits, big-endian. */
  public void attributeBe64(int type, long value) {
    header(type, 8).big((int) (value >>> 32)).big((int) value);
  }

  /** Appends an attribute of UTF-8 text and its final NUL. */
  public void attributeText(int type, String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    header(type, encoded.length + 1).bytes(Bytes.owning(encoded)).u8(0).pad();
  }

  /**
   * Begins an attribute. The caller writes the payload next, with any method of this class.
   *
   * @return the argument for {@link #endAttribute(int)}
   */
  public int beginAttribute(int type) {
    int begin = length;
    header(type, 0);
    return begin;
  }

  /** Ends the attribute that {@link #beginAttribute(int)} began. */
  public void endAttribute(int begin) {
    int end = length;
    checkLength(end - begin);
    length = begin;
    u16(end - begin);
    length = end;
    pad();
  }

  /** Returns a copy of all bytes written so far. */
  public Bytes toBytes() {
    return Bytes.owning(Arrays.copyOf(array, length));
  }

  private MessageWriter header(int type, int payloadLength) {
    checkLength(NLA_HDRLEN + payloadLength);
    return u16(NLA_HDRLEN + payloadLength).u16(type);
  }

  private static void checkLength(int length) {
    if (length > MAXIMUM_ATTRIBUTE) {
      throw new IllegalArgumentException(
          "an attribute of " + length + " bytes does not fit into its 16 bits of length");
    }
  }

  private MessageWriter big(int value) {
    int at = extend(4);
    array[at] = (byte) (value >> 24);
    array[at + 1] = (byte) (value >> 16);
    array[at + 2] = (byte) (value >> 8);
    array[at + 3] = (byte) value;
    return this;
  }

  private int extend(int size) {
    int at = length;
    length += size;
    if (length > array.length) {
      array = Arrays.copyOf(array, Math.max(length, 2 * array.length));
    }
    return at;
  }
}
