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

/** Converts the entries of a saved state to lines of the state file and back. */
final class StateLine {
  private static final String INTACT = "intact";
  private static final String MOVED = "moved";
  private static final String PENDING_DELETE = "pending-delete";
  private static final String RESTORED = "restored";
  private static final String INDEPENDENT = "independent";
  private static final String UNCLAIMED = "unclaimed";
  private static final String DUPLICATE = "duplicate";

  /** Stands for a value that is absent. */
  private static final String NONE = "-";

  /** How many encoded rules are cached: wg-quick adds the same rules again and again. */
  private static final int CACHE_SIZE = 64;

  /** A rule that a repair has begun to delete. */
  record PendingDelete(Rule rule) {}

  /** A suppress rule that existed before any capture. */
  record Independent(Rule rule) {}

  /** A suppress rule that belonged to no capture when it was first seen. */
  record Unclaimed(Rule rule) {}

  /** A capture that was deleted before its suppress rule was added. */
  record Duplicate(Rule rule) {}

  private final Map<Rule, String> encodedRules =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Rule, String> eldest) {
          return size() > CACHE_SIZE;
        }
      };

  /** Appends the line for a member of {@link SavedState}'s lists. */
  void append(Object entry, StringBuilder line) {
    switch (entry) {
      case IntactPair intact -> append(intact, line);
      case MovedRule moved ->
          line.append(MOVED)
              .append(' ')
              .append(moved.origin())
              .append(' ')
              .append(hex(moved.rule()));
      case PendingDelete pending ->
          line.append(PENDING_DELETE).append(' ').append(hex(pending.rule()));
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
      default -> throw new IllegalArgumentException(entry + " is not part of a saved state");
    }
  }

  private void append(IntactPair intact, StringBuilder line) {
    line.append(INTACT).append(' ').append(intact.tunnel()).append(' ');
    if (intact.defaultRoute().isPresent()) {
      line.append(intact.defaultRoute().get().outgoingInterface());
    } else {
      line.append(NONE);
    }
    line.append(' ').append(hex(intact.capture())).append(' ');
    line.append(intact.companion().isPresent() ? hex(intact.companion().get()) : NONE);
    // The name comes last: it may contain anything except a slash and white space.
    line.append(' ').append(intact.name());
  }

  private String hex(Rule rule) {
    String encoded = encodedRules.get(rule);
    if (encoded == null) {
      encoded = RuleHex.print(rule);
      encodedRules.put(rule, encoded);
    }
    return encoded;
  }

  /**
   * Returns the state that consists of these entries, in their order.
   *
   * @throws IllegalArgumentException if a line is not an entry; the message says what is wrong with
   *     it
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
        case INTACT -> intactPairs.add(intact(words, line));
        case MOVED -> moves.add(new MovedRule(rule(words, 2, line), number(words, 1, line)));
        case PENDING_DELETE -> pendingDeletes.add(rule(words, 1, line));
        case RESTORED ->
            restored.add(new RestoredRule(rule(words, 2, line), (int) number(words, 1, line)));
        case INDEPENDENT -> independent.add(rule(words, 1, line));
        case UNCLAIMED -> unclaimed.add(rule(words, 1, line));
        case DUPLICATE -> duplicates.add(rule(words, 1, line));
        default ->
            throw wrong(
                line,
                "expected intact, moved, pending-delete, restored, independent, unclaimed or"
                    + " duplicate");
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

  private static Rule rule(String[] words, int index, String line) {
    try {
      return RuleHex.parse(word(words, index, line));
    } catch (IllegalArgumentException e) {
      throw wrong(line, "word " + (index + 1) + ": " + e.getMessage());
    }
  }

  private static long number(String[] words, int index, String line) {
    try {
      return Long.parseLong(word(words, index, line));
    } catch (NumberFormatException e) {
      throw wrong(line, "word " + (index + 1) + ": expected a number");
    }
  }

  private static String word(String[] words, int index, String line) {
    if (index >= words.length) {
      throw wrong(line, "expected at least " + (index + 1) + " words");
    }
    return words[index];
  }

  private static IllegalArgumentException wrong(String line, String what) {
    return new IllegalArgumentException("`" + line + "`: " + what);
  }
}
