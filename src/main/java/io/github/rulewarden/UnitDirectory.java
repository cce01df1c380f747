package io.github.rulewarden;

import java.nio.file.Path;
import java.util.Map;

/** A directory that systemd has created for the unit and names in a variable. */
final class UnitDirectory {
  private UnitDirectory() {}

  /** Returns the directory that {@code variable} names, or {@code defaultPath}. */
  static Path of(Map<String, String> environment, String variable, String defaultPath) {
    // systemd joins several directories with colons; the unit requests one.
    String first = environment.getOrDefault(variable, "").split(":", 2)[0];
    return Path.of(first.isEmpty() ? defaultPath : first);
  }
}
