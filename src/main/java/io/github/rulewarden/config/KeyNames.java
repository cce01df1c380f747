package io.github.rulewarden.config;

import io.github.rulewarden.config.Assignment.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * The names of all keys, and the error for a name that is not one of them.
 *
 * @param all with the names of their tables: {@code budget.window}
 */
record KeyNames(List<String> all) {
  /** Keys that a later version will support. */
  private static final List<String> LATER = List.of("rule", "namespace", "mullvad");

  private static final int MAX_TYPOS = 2;

  KeyNames {
    all = List.copyOf(all);
  }

  /** Whether a name is that of a table with keys. */
  boolean isTable(String name) {
    return !keysOf(name).isEmpty();
  }

  /** The error for an assignment to a name that is not a key. */
  ConfigurationException unknown(Assignment assignment) {
    String name = assignment.key();
    if (isTable(name)) {
      return assignment.unexpected("a table [" + name + "]");
    }
    if (LATER.contains(name)) {
      return assignment.refusal(name + " is not supported by this version yet");
    }
    String unknown = "unknown key " + printable(name);
    String nearest = nearest(name);
    return assignment.refusal(
        nearest.isEmpty()
            ? unknown + ", expected one of " + String.join(", ", siblings(name))
            : unknown + ", did you mean " + nearest + "?");
  }

  /** The keys of the same table; without a table, the keys and the tables at the top. */
  private List<String> siblings(String name) {
    List<String> keys = keysOf(tableOf(name));
    if (!keys.isEmpty()) {
      return keys;
    }
    List<String> top = new ArrayList<>();
    for (String key : all) {
      String table = tableOf(key);
      String word = table.isEmpty() ? key : "[" + table + "]";
      if (!top.contains(word)) {
        top.add(word);
      }
    }
    return top;
  }

  private List<String> keysOf(String table) {
    List<String> keys = new ArrayList<>();
    for (String key : all) {
      if (key.startsWith(table + ".")) {
        keys.add(key);
      }
    }
    return keys;
  }

  private static String tableOf(String key) {
    return key.substring(0, Math.max(0, key.indexOf('.')));
  }

  private static String lastName(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  private static String printable(String name) {
    return name.isBlank() ? "\"" + name + "\"" : new Value.Text(name).found().replace("\"", "");
  }

  /** The key that was probably meant by {@code name}; empty if none is near. */
  private String nearest(String name) {
    String nearest = "";
    int fewest = MAX_TYPOS + 1;
    for (String key : all) {
      // The right name in the wrong table, or in none, is near too.
      int typos = lastName(key).equals(lastName(name)) ? MAX_TYPOS : distance(name, key);
      if (typos < fewest) {
        nearest = key;
        fewest = typos;
      }
    }
    return nearest;
  }

  /** Levenshtein's distance: the number of characters to insert, delete or replace. */
  private static int distance(String from, String to) {
    if (Math.abs(from.length() - to.length()) > MAX_TYPOS) {
      return MAX_TYPOS + 1;
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
