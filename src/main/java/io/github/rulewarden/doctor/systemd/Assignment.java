package io.github.rulewarden.doctor.systemd;

import java.util.ArrayList;
import java.util.List;

/**
 * One line {@code key=value} of a file (systemd.syntax(7)).
 *
 * @param file that it stands in
 * @param line its number, from 1; where it begins, if it is continued
 * @param section without its brackets
 */
public record Assignment(String file, int line, String section, String key, String value) {
  /** The lines of a text, comments and what makes no sense left out. */
  static List<Assignment> parse(String file, String text) {
    List<Assignment> assignments = new ArrayList<>();
    String section = "";
    StringBuilder begun = new StringBuilder();
    int number = 0;
    int first = 1;
    for (String line : text.split("\n", -1)) {
      String stripped = line.strip();
      number++;
      first = begun.isEmpty() ? number : first;
      if (stripped.startsWith("#") || stripped.startsWith(";")) {
        // Comments may stand within a line that is continued.
        continue;
      }
      if (stripped.endsWith("\\")) {
        begun.append(stripped, 0, stripped.length() - 1).append(' ');
        continue;
      }
      String whole = begun.append(stripped).toString();
      begun.setLength(0);
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

  /** As it stands in the file. */
  @Override
  public String toString() {
    return key + "=" + value;
  }
}
