package io.github.rulewarden.statefile;

import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.state.IntactPair;
import io.github.rulewarden.state.MovedRule;
import io.github.rulewarden.state.RestoredRule;
import io.github.rulewarden.state.SavedState;
import io.github.rulewarden.wire.RuleHex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Things that are remembered, as lines of the journal. */
final class StateLine {
  private static final String WHOLE = "whole";
  private static final String MOVED = "moved";
  private static final String LEAVING = "leaving";
  private static final String RESTORED = "restored";
  private static final String INDEPENDENT = "independent";
  private static final String UNCLAIMED = "unclaimed";
  private static final String DUPLICATE = "duplicate";

  /** What is not there. */
  private static final String NONE = "-";

  /** wg-quick adds the same rules again and again. */
  private static final int REMEMBERED = 64;

  /** A rule that a repair has begun to delete. */
  record Leaving(Rule rule) {}

  /** A suppress rule that was there before any capture. */
  record Independent(Rule rule) {}

  /** A suppress rule that no capture had when it was seen. */
  record Unclaimed(Rule rule) {}

  /** A capture that was deleted before its suppress rule came. */
  record Duplicate(Rule rule) {}

  private final Map<Rule, String> digits =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Rule, String> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** Appends the line of a member of {@link SavedState}'s lists. */
  void append(Object fact, StringBuilder line) {
    switch (fact) {
      case IntactPair intact -> append(intact, line);
      case MovedRule moved ->
          line.append(MOVED)
              .append(' ')
              .append(moved.origin())
              .append(' ')
              .append(hex(moved.rule()));
      case Leaving leaving -> line.append(LEAVING).append(' ').append(hex(leaving.rule()));
      case RestoredRule restored ->
          line.append(RESTORED)
              .append(' ')
              .append(restored.tunnel())
              .append(' ')
              .append(hex(restored.rule()));
      case Independent independent ->
          line.append(INDEPENDENT).append(' ').append(hex(independent.rule()));
      case Unclaimed unclaimed -> line.append(UNCLAIMED).append(' ').append(hex(unclaimed.rule()));
      case Duplicate duplicate -> line.append(DUPLICATE).append(' ').append(hex(duplicate.rule()));
      default -> throw new IllegalArgumentException(fact + " is nothing to remember");
    }
  }

  private void append(IntactPair intact, StringBuilder line) {
    line.append(WHOLE).append(' ').append(intact.tunnel()).append(' ');
    if (intact.defaultRoute().isPresent()) {
      line.append(intact.defaultRoute().get().outgoingInterface());
    } else {
      line.append(NONE);
    }
    line.append(' ').append(hex(intact.capture())).append(' ');
    line.append(intact.companion().isPresent() ? hex(intact.companion().get()) : NONE);
    // The name comes last: it may have anything in it but a slash and white space.
    line.append(' ').append(intact.name());
  }

  private String hex(Rule rule) {
    String known = digits.get(rule);
    if (known == null) {
      known = RuleHex.print(rule);
      digits.put(rule, known);
    }
    return known;
  }

  /**
   * The memory that consists of these facts, in their order.
   *
   * @throws IllegalArgumentException if a line is no fact, with what is wrong about it
   */
  static SavedState parse(Iterable<String> lines) {
    List<IntactPair> intactPairs = new ArrayList<>();
    List<MovedRule> moves = new ArrayList<>();
    List<Rule> pendingDeletes = new ArrayList<>();
    List<RestoredRule> restored = new ArrayList<>();
    List<Rule> independent = new ArrayList<>();
    List<Rule> unclaimed = new ArrayList<>();
    List<Rule> duplicates = new ArrayList<>();
    for (String line : lines) {
      String[] words = line.split(" ", 6);
      switch (words[0]) {
        case WHOLE -> intactPairs.add(intact(words, line));
        case MOVED -> moves.add(new MovedRule(rule(words, 2, line), number(words, 1, line)));
        case LEAVING -> pendingDeletes.add(rule(words, 1, line));
        case RESTORED ->
            restored.add(new RestoredRule(rule(words, 2, line), (int) number(words, 1, line)));
        case INDEPENDENT -> independent.add(rule(words, 1, line));
        case UNCLAIMED -> unclaimed.add(rule(words, 1, line));
        case DUPLICATE -> duplicates.add(rule(words, 1, line));
        default ->
            throw wrong(
                line,
                "expected whole, moved, leaving, restored, independent, unclaimed or duplicate");
      }
    }
    return new SavedState(
        intactPairs, moves, pendingDeletes, restored, independent, unclaimed, duplicates);
  }

  private static IntactPair intact(String[] words, String line) {
    Rule capture = rule(words, 3, line);
    Optional<Rule> companion =
        word(words, 4, line).equals(NONE) ? Optional.empty() : Optional.of(rule(words, 4, line));
    Optional<DefaultRoute> way = Optional.empty();
    if (!word(words, 2, line).equals(NONE)) {
      int link = (int) number(words, 2, line);
      way = Optional.of(new DefaultRoute(capture.family(), capture.table(), link));
    }
    int tunnel = (int) number(words, 1, line);
    return new IntactPair(tunnel, word(words, 5, line), capture, companion, way);
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
