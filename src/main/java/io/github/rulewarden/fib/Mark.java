package io.github.rulewarden.fib;

/**
 * A firewall mark and the bits of it that are compared (FRA_FWMARK, FRA_FWMASK). A packet with mark
 * {@code m} matches if {@code ((m ^ value) & mask) == 0}.
 */
public record Mark(int value, int mask) {
  private static final int ALL_BITS = -1;

  /** A mark with every bit compared, as {@code ip rule add fwmark VALUE} sets it. */
  public static Mark exactly(int value) {
    return new Mark(value, ALL_BITS);
  }

  /** Whether every bit of the mark is compared. */
  public boolean isExact() {
    return mask == ALL_BITS;
  }

  /** Whether a packet with {@code packetMark} matches. */
  public boolean matches(int packetMark) {
    return ((packetMark ^ value) & mask) == 0;
  }

  /**
   * As {@code ip rule} prints it: {@code 0xca6c}, or {@code 0x80000/0xff0000} if only some bits are
   * compared.
   */
  public String text() {
    return isExact() ? hex(value) : hex(value) + "/" + hex(mask);
  }

  /** {@code ip} uses printf's {@code %#x}, which prints zero without a prefix. */
  private static String hex(int bits) {
    return bits == 0 ? "0" : "0x" + Integer.toHexString(bits);
  }
}
