package io.github.rulewarden.cli;

import io.github.rulewarden.api.FamilyStatus;
import io.github.rulewarden.fib.Family;

/** Text functions that several commands use. */
final class Words {
  private Words() {}

  /** Returns {@code IPv4} or {@code IPv6}. */
  static String of(Family family) {
    return family.title();
  }

  /** Returns the family and, unless it is the daemon's own, the namespace. */
  static String of(FamilyStatus family) {
    return (family.netns().isEmpty() ? "" : family.netns() + ", ") + of(family.family());
  }

  /** Returns {@code 1 rule}, {@code 2 rules}. */
  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** Pads a text with blanks on the right. */
  static String left(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  /** Pads a text with blanks on the left. */
  static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
