package io.github.rulewarden;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where what outlives the boot is kept: the directory that systemd made for the unit, else the
 * usual one.
 */
final class StateDirectory {
  private static final String VARIABLE = "STATE_DIRECTORY";
  private static final String USUAL = "/var/lib/rulewarden";

  private StateDirectory() {}

  static Path of(Map<String, String> environment) {
    return UnitDirectory.of(environment, VARIABLE, USUAL);
  }
}
