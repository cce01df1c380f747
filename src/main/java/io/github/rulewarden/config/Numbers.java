package io.github.rulewarden.config;

import java.util.OptionalLong;

/** The kernel's unsigned 32 bit numbers, written as integers or as text, decimal or 0x... */
final class Numbers {
  static final long LARGEST = 0xffff_ffffL;

  private static final int HEXADECIMAL = 16;
  private static final int DECIMAL = 10;
  private static final int MOST_DIGITS = 10;

  private Numbers() {}

  /** A number from 0 to 4294967295; empty if the value is none. */
  static OptionalLong of(Value value) {
    return switch (value) {
      case Value.Whole(long number) when 0 <= number && number <= LARGEST ->
          OptionalLong.of(number);
      case Value.Text(String text) -> of(text);
      case Value.Whole _, Value.Items _, Value.Truth _, Value.Other _ -> OptionalLong.empty();
    };
  }

  /** A number from 0 to 4294967295; empty if the text is none. */
  static OptionalLong of(String text) {
    return text.startsWith("0x") ? digits(text.substring(2), HEXADECIMAL) : digits(text, DECIMAL);
  }

  private static OptionalLong digits(String text, int radix) {
    if (text.isEmpty() || text.length() > MOST_DIGITS) {
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
    return number <= LARGEST ? OptionalLong.of(number) : OptionalLong.empty();
  }
}
