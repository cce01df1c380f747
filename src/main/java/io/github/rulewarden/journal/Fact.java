package io.github.rulewarden.journal;

import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.kernel.RuleHex;
import io.github.rulewarden.memory.Memory;
import io.github.rulewarden.memory.Moved;
import io.github.rulewarden.memory.Restored;
import io.github.rulewarden.memory.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One thing that is remembered, as a line of the journal. */
final class Fact {
  private static final String WHOLE = "whole";
  private static final String MOVED = "moved";
  private static final String LEAVING = "leaving";
  private static final String RESTORED = "restored";
  private static final String INDEPENDENT = "independent";

  /** What is not there. */
  private static final String NONE = "-";

  private Fact() {}

  /** The line of what is remembered beyond a bare rule. */
  static String of(Object thing) {
    return switch (thing) {
      case Whole whole -> line(whole);
      case Moved moved -> MOVED + ' ' + moved.origin() + ' ' + RuleHex.print(moved.rule());
      case Restored restored ->
          RESTORED + ' ' + restored.tunnel() + ' ' + RuleHex.print(restored.rule());
      default -> throw new IllegalArgumentException(thing + " is nothing to remember");
    };
  }

  static String ofLeaving(Rule rule) {
    return LEAVING + ' ' + RuleHex.print(rule);
  }

  static String ofIndependent(Rule rule) {
    return INDEPENDENT + ' ' + RuleHex.print(rule);
  }

  private static String line(Whole whole) {
    return WHOLE
        + ' '
        + whole.tunnel()
        + ' '
        + whole.way().map(way -> Integer.toString(way.outgoingInterface())).orElse(NONE)
        + ' '
        + RuleHex.print(whole.capture())
        + ' '
        + whole.companion().map(RuleHex::print).orElse(NONE)
        // The name comes last: it may have anything in it but a slash and white space.
        + ' '
        + whole.name();
  }

  /**
   * The memory that consists of these facts, in their order.
   *
   * @throws IllegalArgumentException if a line is no fact, with what is wrong about it
   */
  static Memory memory(Iterable<String> lines) {
    List<Whole> wholes = new ArrayList<>();
    List<Moved> moves = new ArrayList<>();
    List<Rule> leaving = new ArrayList<>();
    List<Restored> restored = new ArrayList<>();
    List<Rule> independent = new ArrayList<>();
    for (String line : lines) {
      String[] words = line.split(" ", 6);
      switch (words[0]) {
        case WHOLE -> wholes.add(whole(words, line));
        case MOVED -> moves.add(new Moved(rule(words, 2, line), number(words, 1, line)));
        case LEAVING -> leaving.add(rule(words, 1, line));
        case RESTORED ->
            restored.add(new Restored(rule(words, 2, line), (int) number(words, 1, line)));
        case INDEPENDENT -> independent.add(rule(words, 1, line));
        default -> throw wrong(line, "expected whole, moved, leaving, restored or independent");
      }
    }
    return new Memory(wholes, moves, leaving, restored, independent);
  }

  private static Whole whole(String[] words, String line) {
    Rule capture = rule(words, 3, line);
    Optional<Rule> companion =
        word(words, 4, line).equals(NONE) ? Optional.empty() : Optional.of(rule(words, 4, line));
    Optional<DefaultRoute> way = Optional.empty();
    if (!word(words, 2, line).equals(NONE)) {
      int link = (int) number(words, 2, line);
      way = Optional.of(new DefaultRoute(capture.family(), capture.table(), link));
    }
    int tunnel = (int) number(words, 1, line);
    return new Whole(tunnel, word(words, 5, line), capture, companion, way);
  }

  private static Rule rule(String[] words, int place, String line) {
    try {
      return RuleHex.parse(word(words, place, line));
    } catch (IllegalArgumentException e) {
      throw wrong(line, "word " + (place + 1) + ": " + e.getMessage());
    }
  }

  private static long number(String[] words, int place, String line) {
    try {
      return Long.parseLong(word(words, place, line));
    } catch (NumberFormatException e) {
      throw wrong(line, "word " + (place + 1) + ": expected a number");
    }
  }

  private static String word(String[] words, int place, String line) {
    if (place >= words.length) {
      throw wrong(line, "expected at least " + (place + 1) + " words");
    }
    return words[place];
  }

  private static IllegalArgumentException wrong(String line, String what) {
    return new IllegalArgumentException("`" + line + "`: " + what);
  }
}
