package io.github.rulewarden.cli;

import io.github.rulewarden.fib.Family;

/** Small words that several commands use. */
final class Words {
  private Words() {}

  /** As people write it. */
  static String of(Family family) {
    return switch (family) {
      case IPV4 -> "IPv4";
      case IPV6 -> "IPv6";
    };
  }

  /** {@code 1 rule}, {@code 2 rules}. */
  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** The text, filled up with blanks to {@code width}. */
  static String left(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  /** The text behind as many blanks as {@code width} leaves. */
  static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
