package io.github.rulewarden.config;

import io.github.rulewarden.policy.Policy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The operator's settings and where they are set.
 *
 * @param textfile the file for node_exporter's textfile collector; empty if no metrics are written
 * @param files the files that were read, in order; empty if there is none and the defaults apply
 * @param origins the place of each key that a file sets, as {@code FILE:LINE}
 */
public record Configuration(
    Policy policy, Optional<Path> textfile, List<Path> files, Map<String, String> origins) {
  /** The configuration without any file. */
  public static final Configuration DEFAULT =
      new Configuration(Policy.DEFAULT, Optional.empty(), List.of(), Map.of());

  public Configuration {
    files = List.copyOf(files);
    origins = Map.copyOf(origins);
  }

  /** Every key with its value, in the order of the manual. */
  public List<Setting> settings() {
    return new KeyTable(this).print(origins);
  }

  /**
   * One key with its value.
   *
   * @param key with the name of its table: {@code budget.window}
   * @param value in TOML, in the subset that is JSON too; empty if it is not set and has no default
   * @param origin the file and line that set it; {@code default} or {@code not set} if none does
   */
  public record Setting(String key, String value, String origin) {
    /** The name of its table; empty if it has none. */
    public String table() {
      return key.substring(0, Math.max(0, key.indexOf('.')));
    }

    /** The key without its table. */
    public String name() {
      return key.substring(key.indexOf('.') + 1);
    }

    /** Whether it has a value. */
    public boolean isSet() {
      return !value.isEmpty();
    }
  }
}
