package io.github.rulewarden.doctor.systemd;

import java.util.ArrayList;
import java.util.List;

/**
 * A unit with its drop-ins.
 *
 * @param assignments in the order in which systemd reads them
 */
public record Unit(String name, Presence presence, List<Assignment> assignments) {
  /** Whether a unit can be started. */
  public enum Presence {
    PRESENT,
    /** It is a link to /dev/null, or empty. */
    MASKED,
    ABSENT
  }

  /** One word of a list, and the line that contains it. */
  public record Word(String text, Assignment origin) {}

  public Unit {
    assignments = List.copyOf(assignments);
  }

  /** Whether it can be started. */
  public boolean isPresent() {
    return presence == Presence.PRESENT;
  }

  /** All assignments to a key. */
  public List<Assignment> all(String section, String key) {
    List<Assignment> found = new ArrayList<>();
    for (Assignment assignment : assignments) {
      if (assignment.isOf(section, key)) {
        found.add(assignment);
      }
    }
    return found;
  }

  /** The units listed by a key of [Unit]. */
  public List<Word> units(String key) {
    List<Word> words = new ArrayList<>();
    for (Assignment assignment : all("Unit", key)) {
      for (String word : assignment.value().split("\\s+", -1)) {
        if (!word.isEmpty()) {
          words.add(new Word(expanded(word), assignment));
        }
      }
    }
    return words;
  }

  /** The names of the units listed by a key of [Unit]. */
  List<String> names(String key) {
    List<String> names = new ArrayList<>();
    for (Word word : units(key)) {
      names.add(word.text());
    }
    return names;
  }

  /** Whether systemd adds its default dependencies. */
  boolean hasDefaultDependencies() {
    List<Assignment> values = all("Unit", "DefaultDependencies");
    return values.isEmpty() || !TriState.isFalse(values.getLast().value());
  }

  /** Expands the specifiers that occur in names of units (systemd.unit(5)). */
  private String expanded(String word) {
    if (word.indexOf('%') < 0) {
      return word;
    }
    int dot = name.lastIndexOf('.');
    int at = name.indexOf('@');
    String stem = name.substring(0, dot);
    String prefix = at < 0 ? stem : name.substring(0, at);
    String instance = at < 0 ? "" : name.substring(at + 1, dot);
    return word.replace("%i", instance)
        .replace("%n", name)
        .replace("%N", stem)
        .replace("%p", prefix);
  }
}
