package io.github.rulewarden.systemd;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Finds the priorities of the rules that a text names. */
final class Priorities {
  /** What precedes a rule in a sentence: {@code `5209: not from all ...`}. */
  private static final String QUOTE = "`";

  /** What precedes the priority in a command: {@code ip -4 rule add priority 5399 ...}. */
  private static final String KEYWORD = " priority ";

  /** A repair of a thousand rules must not cause a thousand fields. */
  private static final int MAX_FOUND = 16;

  private Priorities() {}

  /** Returns each priority once, in the order in which the texts name them. */
  static List<String> in(Collection<String> texts) {
    List<String> found = new ArrayList<>();
    for (String text : texts) {
      collect(text, QUOTE, ':', found);
      collect(text, KEYWORD, ' ', found);
    }
    return found;
  }

  private static void collect(String text, String prefix, char terminator, List<String> found) {
    int place = text.indexOf(prefix);
    while (place >= 0 && found.size() < MAX_FOUND) {
      int start = place + prefix.length();
      int end = start;
      while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
        end++;
      }
      if (end > start && end < text.length() && text.charAt(end) == terminator) {
        String number = text.substring(start, end);
        if (!found.contains(number)) {
          found.add(number);
        }
      }
      place = text.indexOf(prefix, start);
    }
  }
}
