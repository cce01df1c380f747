package io.github.rulewarden;

import java.nio.file.Path;
import java.util.Map;

/**
 * The directory of the files that outlive the boot: the one that systemd has created for the unit,
 * otherwise the default.
 */
final class StateDirectory {
  private static final String VARIABLE = "STATE_DIRECTORY";
  private static final String DEFAULT = "/var/lib/rulewarden";

  private StateDirectory() {}

  static Path of(Map<String, String> environment) {
    return UnitDirectory.of(environment, VARIABLE, DEFAULT);
  }
}
