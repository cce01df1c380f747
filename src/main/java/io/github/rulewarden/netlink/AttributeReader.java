package io.github.rulewarden.netlink;

/**
 * Iterates over attributes ({@code struct nlattr}) without allocating objects:
 *
 * <pre>{@code
 * AttributeReader reader = new AttributeReader(payload);
 * while (reader.next()) {
 *   use(reader.type(), reader.payload());
 * }
 * }</pre>
 */
public final class AttributeReader {
  private static final int NLA_HDRLEN = 4;
  private static final int NLA_F_NESTED = 0x8000;
  private static final int NLA_F_NET_BYTEORDER = 0x4000;
  private static final int NLA_TYPE_MASK = 0x3fff;

  private final Bytes source;
  private int nextOffset;
  private int begin;
  private int length;
  private int type;

  /** A reader before the first attribute of {@code source}. */
  public AttributeReader(Bytes source) {
    this.source = source;
  }

  /** The number of an attribute's type, without its flag bits. */
  public static int number(int type) {
    return type & NLA_TYPE_MASK;
  }

  /** Whether the flag bits of a type say that the payload is attributes. */
  public static boolean isNested(int type) {
    return (type & NLA_F_NESTED) != 0;
  }

  /** Whether the flag bits of a type say that the payload is big-endian. */
  public static boolean isNetworkByteOrder(int type) {
    return (type & NLA_F_NET_BYTEORDER) != 0;
  }

  /**
   * Moves to the next attribute.
   *
   * @return false after the last attribute
   * @throws MalformedMessageException if an attribute is shorter than a header or longer than the
   *     rest of the source, or if the remaining bytes are not an attribute
   */
  public boolean next() throws MalformedMessageException {
    int rest = source.length() - nextOffset;
    if (rest == 0) {
      return false;
    }
    if (rest < NLA_HDRLEN) {
      throw malformed(rest + " bytes", "an attribute of at least 4");
    }
    int total = source.u16(nextOffset);
    if (total < NLA_HDRLEN || total > rest) {
      throw malformed("attribute length " + total, "4 to " + rest);
    }
    type = source.u16(nextOffset + 2);
    begin = nextOffset + NLA_HDRLEN;
    length = total - NLA_HDRLEN;
    // The last attribute may lack its padding, as in nla_next.
    nextOffset = Math.min(nextOffset + MessageWriter.align(total), source.length());
    return true;
  }

  /** All 16 bits of the type, including flag bits. */
  public int type() {
    return type;
  }

  /** The payload's length in bytes. */
  public int length() {
    return length;
  }

  /** The payload, as a slice. */
  public Bytes payload() {
    return source.slice(begin, length);
  }

  /** The payload's first 8 bits. */
  public int u8() {
    return source.u8(begin);
  }

  /** The payload's first 16 bits in the machine's order. */
  public int u16() {
    return source.u16(begin);
  }

  /** The payload's first 16 bits, big-endian. */
  public int be16() {
    return source.be16(begin);
  }

  /** The payload's first 32 bits in the machine's order, signed. */
  public int s32() {
    return source.s32(begin);
  }

  /** The payload's first 32 bits in the machine's order, unsigned. */
  public long u32() {
    return source.u32(begin);
  }

  private MalformedMessageException malformed(String found, String expected) {
    return new MalformedMessageException(source.origin() + nextOffset, found, expected);
  }
}
