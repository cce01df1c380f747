package io.github.rulewarden.fib;

/**
 * An IPv4 or IPv6 address, in two halves. IPv4 keeps its 32 bits in the low half.
 *
 * @param high the first 64 bits of an IPv6 address; 0 for IPv4
 * @param low the last 64 bits of an IPv6 address, or the 32 bits of an IPv4 address
 */
public record Address(Family family, long high, long low) {
  private static final int GROUPS = 8;

  /**
   * Reads the 4 or 16 bytes of an address in network order; fewer or more is a programming error.
   */
  public static Address of(Family family, byte[] bytes) {
    if (bytes.length * 8 != family.addressBits()) {
      throw new IllegalArgumentException(family.text() + " address of " + bytes.length + " bytes");
    }
    long high = 0;
    long low = 0;
    for (byte next : bytes) {
      high = (high << 8) | (low >>> 56);
      low = (low << 8) | (next & 0xffL);
    }
    return new Address(family, high, low);
  }

  /** The 4 or 16 bytes of this address in network order. */
  public byte[] bytes() {
    byte[] bytes = new byte[family.addressBits() / 8];
    for (int i = 0; i < bytes.length; i++) {
      int fromEnd = bytes.length - 1 - i;
      bytes[i] = (byte) (fromEnd < 8 ? low >>> (8 * fromEnd) : high >>> (8 * (fromEnd - 8)));
    }
    return bytes;
  }

  /** Dotted decimal, or for IPv6 the canonical form of RFC 5952. */
  public String text() {
    if (family == Family.IPV4) {
      return dotted();
    }
    return isMappedIpv4() ? "::ffff:" + dotted() : compressed();
  }

  /**
   * RFC 5952, section 5: an IPv4 address in this well-known prefix is written in dotted decimal.
   */
  private boolean isMappedIpv4() {
    return high == 0 && low >>> 32 == 0xffff;
  }

  private String dotted() {
    return octet(24) + "." + octet(16) + "." + octet(8) + "." + octet(0);
  }

  private long octet(int shift) {
    return (low >>> shift) & 0xff;
  }

  /**
   * RFC 5952: the longest run of two or more zero groups, the first of equals, becomes {@code ::}.
   */
  private String compressed() {
    int runStart = -1;
    int runLength = 1;
    for (int start = 0; start < GROUPS; start++) {
      int length = 0;
      while (start + length < GROUPS && group(start + length) == 0) {
        length++;
      }
      if (length > runLength) {
        runStart = start;
        runLength = length;
      }
    }
    StringBuilder text = new StringBuilder(39);
    int index = 0;
    while (index < GROUPS) {
      if (index == runStart) {
        text.append("::");
        index += runLength;
      } else {
        if (index > 0 && index != runStart + runLength) {
          text.append(':');
        }
        text.append(Integer.toHexString(group(index)));
        index++;
      }
    }
    return text.toString();
  }

  private int group(int index) {
    long half = index < 4 ? high : low;
    return (int) (half >>> (16 * (3 - index % 4))) & 0xffff;
  }
}
