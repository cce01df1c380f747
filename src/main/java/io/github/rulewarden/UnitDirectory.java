package io.github.rulewarden;

import java.nio.file.Path;
import java.util.Map;

/** A directory that systemd made for the unit and names in a variable. */
final class UnitDirectory {
  private UnitDirectory() {}

  /** The one that {@code variable} names; {@code usual} where it names none. */
  static Path of(Map<String, String> environment, String variable, String usual) {
    // systemd joins several directories by colons; the unit asks for one.
    String first = environment.getOrDefault(variable, "").split(":", 2)[0];
    return Path.of(first.isEmpty() ? usual : first);
  }
}
