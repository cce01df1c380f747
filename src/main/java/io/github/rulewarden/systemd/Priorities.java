package io.github.rulewarden.systemd;

import io.github.rulewarden.policy.plan.Step;
import java.util.ArrayList;
import java.util.List;

/** The priorities of the rules that a message names, for the journal's fields. */
final class Priorities {
  /** What precedes a rule in a sentence: {@code `5209: not from all ...`}. */
  private static final char QUOTE = '`';

  /** What follows its priority. */
  private static final char COLON = ':';

  /** A repair of a thousand rules must not cause a thousand fields. */
  private static final int MAX_FOUND = 16;

  private Priorities() {}

  /**
   * Returns each priority once, in order: those of the steps, then those of the quoted rules in the
   * sentences.
   */
  static List<String> of(List<Step> steps, List<String> sentences) {
    List<String> found = new ArrayList<>();
    for (Step step : steps) {
      add(Long.toString(step.rule().priority()), found);
    }
    for (String sentence : sentences) {
      addQuoted(sentence, found);
    }
    return found;
  }

  private static void addQuoted(String sentence, List<String> found) {
    for (int quote = sentence.indexOf(QUOTE);
        quote >= 0;
        quote = sentence.indexOf(QUOTE, quote + 1)) {
      int end = quote + 1;
      while (end < sentence.length()
          && sentence.charAt(end) >= '0'
          && sentence.charAt(end) <= '9') {
        end++;
      }
      if (end > quote + 1 && end < sentence.length() && sentence.charAt(end) == COLON) {
        add(sentence.substring(quote + 1, end), found);
      }
    }
  }

  private static void add(String priority, List<String> found) {
    if (found.size() < MAX_FOUND && !found.contains(priority)) {
      found.add(priority);
    }
  }
}
