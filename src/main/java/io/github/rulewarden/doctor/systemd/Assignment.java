package io.github.rulewarden.doctor.systemd;

import java.util.ArrayList;
import java.util.List;

/**
 * One line {@code key=value} of a file (systemd.syntax(7)).
 *
 * @param file that contains it
 * @param line its number, from 1; of its first line if it is continued
 * @param section without brackets
 */
public record Assignment(String file, int line, String section, String key, String value) {
  /** The assignments of a text. Skips comments and invalid lines. */
  static List<Assignment> parse(String file, String text) {
    List<Assignment> assignments = new ArrayList<>();
    String section = "";
    StringBuilder continued = new StringBuilder();
    int number = 0;
    int first = 1;
    for (String line : text.split("\n", -1)) {
      String stripped = line.strip();
      number++;
      first = continued.isEmpty() ? number : first;
      if (stripped.startsWith("#") || stripped.startsWith(";")) {
        // A comment does not end a continued line.
        continue;
      }
      if (stripped.endsWith("\\")) {
        continued.append(stripped, 0, stripped.length() - 1).append(' ');
        continue;
      }
      String whole = continued.append(stripped).toString();
      continued.setLength(0);
      int equals = whole.indexOf('=');
      if (whole.startsWith("[") && whole.endsWith("]")) {
        section = whole.substring(1, whole.length() - 1);
      } else if (equals > 0) {
        String key = whole.substring(0, equals).strip();
        String value = whole.substring(equals + 1).strip();
        assignments.add(new Assignment(file, first, section, key, value));
      }
    }
    return assignments;
  }

  /** Whether it sets this key of this section. */
  boolean isOf(String wantedSection, String wantedKey) {
    return section.equals(wantedSection) && key.equals(wantedKey);
  }

  /** As a line of the file. */
  @Override
  public String toString() {
    return key + "=" + value;
  }
}
