package io.github.rulewarden.systemd;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The priorities of the rules that a text names. */
final class Priorities {
  /** Before a rule in a sentence: {@code `5209: not from all ...`}. */
  private static final String QUOTE = "`";

  /** Before the priority in a command: {@code ip -4 rule add priority 5399 ...}. */
  private static final String WORD = " priority ";

  /** A repair of a thousand rules has no thousand fields. */
  private static final int MOST = 16;

  private Priorities() {}

  /** Each once, in the order they are named. */
  static List<String> in(Collection<String> texts) {
    List<String> found = new ArrayList<>();
    for (String text : texts) {
      collect(text, QUOTE, ':', found);
      collect(text, WORD, ' ', found);
    }
    return found;
  }

  private static void collect(String text, String before, char behind, List<String> found) {
    int place = text.indexOf(before);
    while (place >= 0 && found.size() < MOST) {
      int start = place + before.length();
      int end = start;
      while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
        end++;
      }
      if (end > start && end < text.length() && text.charAt(end) == behind) {
        String number = text.substring(start, end);
        if (!found.contains(number)) {
          found.add(number);
        }
      }
      place = text.indexOf(before, start);
    }
  }
}
