package io.github.rulewarden;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where what lives as long as the boot is kept: the directory that systemd made for the unit, else
 * the usual one.
 */
final class RuntimeDirectory {
  private static final String VARIABLE = "RUNTIME_DIRECTORY";
  private static final String USUAL = "/run/rulewarden";

  private RuntimeDirectory() {}

  static Path of(Map<String, String> environment) {
    return UnitDirectory.of(environment, VARIABLE, USUAL);
  }
}
