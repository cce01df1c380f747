package io.github.rulewarden.config;

import java.util.List;

/** Guesses what somebody meant to write. */
final class Spelling {
  private static final int MOST_SLIPS = 2;

  private Spelling() {}

  /** The known word nearest to {@code word}; empty if none is near. */
  static String nearest(String word, List<String> known) {
    String nearest = "";
    int fewest = MOST_SLIPS + 1;
    for (String candidate : known) {
      // The right name in the wrong table, or in none, is near too.
      boolean sameName = lastName(candidate).equals(lastName(word));
      int slips = sameName ? MOST_SLIPS : slips(word, candidate);
      if (slips < fewest) {
        nearest = candidate;
        fewest = slips;
      }
    }
    return nearest;
  }

  private static String lastName(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  /** The number of characters to insert, delete or replace (Levenshtein's distance). */
  private static int slips(String from, String to) {
    if (Math.abs(from.length() - to.length()) > MOST_SLIPS) {
      return MOST_SLIPS + 1;
    }
    int[] above = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      above[column] = column;
    }
    for (int row = 1; row <= from.length(); row++) {
      int[] current = new int[to.length() + 1];
      current[0] = row;
      for (int column = 1; column <= to.length(); column++) {
        int replaced = from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1;
        int oneMore = Math.min(above[column], current[column - 1]) + 1;
        current[column] = Math.min(oneMore, above[column - 1] + replaced);
      }
      above = current;
    }
    return above[to.length()];
  }
}
