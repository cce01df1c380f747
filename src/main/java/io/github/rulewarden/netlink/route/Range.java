package io.github.rulewarden.netlink.route;

/** Refuses numbers that the kernel's unsigned field would cut off: a programming error. */
final class Range {
  private Range() {}

  static void u8(int value) {
    check(value, 0xffL);
  }

  static void u16(int value) {
    check(value, 0xffffL);
  }

  static void u32(long value) {
    check(value, 0xffff_ffffL);
  }

  /** A NUL would end the kernel's string early. */
  static void text(String value) {
    if (value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a name has a NUL in it");
    }
  }

  private static void check(long value, long maximum) {
    if (value < 0 || value > maximum) {
      throw new IllegalArgumentException(value + " is not within 0.." + maximum);
    }
  }
}
