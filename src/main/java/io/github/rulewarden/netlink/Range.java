package io.github.rulewarden.netlink;

/** Refuses values that do not fit into the kernel's field. Such a value is a programming error. */
public final class Range {
  private Range() {}

  /** Requires 0..255. */
  public static void u8(int value) {
    check(value, 0xffL);
  }

  /** Requires 0..65535. */
  public static void u16(int value) {
    check(value, 0xffffL);
  }

  /** Requires 0..4294967295. */
  public static void u32(long value) {
    check(value, 0xffff_ffffL);
  }

  /** Requires a text without NUL, because NUL ends a string in the kernel. */
  public static void text(String value) {
    if (value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a name contains NUL");
    }
  }

  private static void check(long value, long maximum) {
    if (value < 0 || value > maximum) {
      throw new IllegalArgumentException(value + " is not within 0.." + maximum);
    }
  }
}
