package io.github.rulewarden.doctor.systemd;

import java.util.ArrayList;
import java.util.List;

/**
 * A unit with all that is laid over it.
 *
 * @param assignments in the order in which systemd reads them
 */
public record Unit(String name, Presence presence, List<Assignment> assignments) {
  /** Whether a unit can be started. */
  public enum Presence {
    PRESENT,
    /** It is linked to nowhere. */
    MASKED,
    ABSENT
  }

  /** One word of a list, and where it stands. */
  public record Word(String text, Assignment origin) {}

  public Unit {
    assignments = List.copyOf(assignments);
  }

  /** Whether it can be started. */
  public boolean isPresent() {
    return presence == Presence.PRESENT;
  }

  /** The values that a key of a section has, one for each line. */
  public List<Assignment> all(String section, String key) {
    List<Assignment> found = new ArrayList<>();
    for (Assignment assignment : assignments) {
      if (assignment.isOf(section, key)) {
        found.add(assignment);
      }
    }
    return found;
  }

  /** The words of all lists of units that a key of [Unit] has. */
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

  /** The words of a key of [Unit] without where they stand. */
  List<String> names(String key) {
    List<String> names = new ArrayList<>();
    for (Word word : units(key)) {
      names.add(word.text());
    }
    return names;
  }

  /** Whether systemd orders it as it orders ordinary units. */
  boolean hasDefaultDependencies() {
    List<Assignment> values = all("Unit", "DefaultDependencies");
    return values.isEmpty() || !TriState.isFalse(values.getLast().value());
  }

  /** The specifiers that make sense in the name of a unit (systemd.unit(5)). */
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
