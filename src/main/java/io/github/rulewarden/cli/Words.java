package io.github.rulewarden.cli;

import io.github.rulewarden.api.FamilyStatus;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.IpCommand;
import io.github.rulewarden.fib.Scope;
import java.util.ArrayList;
import java.util.List;

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

  /** Converts {@code ip} commands of a namespace to those that work outside of it. */
  static List<String> typedOnHost(List<String> commands, Scope scope) {
    List<String> typed = new ArrayList<>();
    for (String command : commands) {
      typed.add(IpCommand.typedOnHost(command, scope));
    }
    return typed;
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
