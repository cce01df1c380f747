package io.github.rulewarden.cli;

import io.github.rulewarden.api.FamilyStatus;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.IpCommand;
import io.github.rulewarden.fib.Scope;
import java.util.ArrayList;
import java.util.List;

/** Small words that several commands use. */
final class Words {
  private Words() {}

  /** As people write it. */
  static String of(Family family) {
    return family.title();
  }

  /** Family and, unless it is the daemon's own, namespace. */
  static String of(FamilyStatus family) {
    return (family.netns().isEmpty() ? "" : family.netns() + ", ") + of(family.family());
  }

  /** {@code 1 rule}, {@code 2 rules}. */
  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** {@code ip} commands of a namespace as one would type them outside of it; remarks stay. */
  static List<String> typedOnHost(List<String> commands, Scope scope) {
    List<String> typed = new ArrayList<>();
    for (String command : commands) {
      typed.add(IpCommand.typedOnHost(command, scope));
    }
    return typed;
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
