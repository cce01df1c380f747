package io.github.rulewarden.config;

import io.github.rulewarden.config.Assignment.Value;
import java.util.OptionalLong;

/** The kernel's unsigned 32 bit numbers, as integers or as strings, decimal or 0x... */
final class UnsignedInt {
  static final long MAX = 0xffff_ffffL;

  private static final int HEXADECIMAL = 16;
  private static final int DECIMAL = 10;
  private static final int MAX_DIGITS = 10;

  private UnsignedInt() {}

  /** A number from 0 to 4294967295; empty for any other value. */
  static OptionalLong of(Value value) {
    return switch (value) {
      case Value.Whole(long number) when 0 <= number && number <= MAX -> OptionalLong.of(number);
      case Value.Text(String text) -> of(text);
      case Value.Whole _, Value.Items _, Value.Truth _, Value.Other _ -> OptionalLong.empty();
    };
  }

  /** A number from 0 to 4294967295; empty for any other text. */
  static OptionalLong of(String text) {
    return text.startsWith("0x") ? digits(text.substring(2), HEXADECIMAL) : digits(text, DECIMAL);
  }

  /** A number as {@code 0x...}. */
  static String hex(long number) {
    return "0x" + Long.toHexString(number);
  }

  private static OptionalLong digits(String text, int radix) {
    if (text.isEmpty() || text.length() > MAX_DIGITS) {
      return OptionalLong.empty();
    }
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      int digit = character < 0x80 ? Character.digit(character, radix) : -1;
      if (digit < 0) {
        return OptionalLong.empty();
      }
      number = number * radix + digit;
    }
    return number <= MAX ? OptionalLong.of(number) : OptionalLong.empty();
  }
}
