package io.github.rulewarden;

import java.nio.file.Path;
import java.util.Map;

/**
 * The directory of the files that outlive the daemon, but not the boot: the one that systemd has
 * created for the unit, otherwise the default.
 */
final class RuntimeDirectory {
  private static final String VARIABLE = "RUNTIME_DIRECTORY";
  private static final String DEFAULT = "/run/rulewarden";

  private RuntimeDirectory() {}

  static Path of(Map<String, String> environment) {
    return UnitDirectory.of(environment, VARIABLE, DEFAULT);
  }
}
