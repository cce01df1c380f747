package io.github.rulewarden.config;

import io.github.rulewarden.policy.Policy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the operator wants, and where it is written.
 *
 * @param textfile where to keep the metrics for node_exporter's textfile collector; empty if
 *     nowhere
 * @param files that were read, in order; empty if the defaults apply because there is none
 * @param origins where the keys that some file sets are set, as {@code FILE:LINE}
 */
public record Configuration(
    Policy policy, Optional<Path> textfile, List<Path> files, Map<String, String> origins) {
  /** What applies without any file. */
  public static final Configuration DEFAULT =
      new Configuration(Policy.DEFAULT, Optional.empty(), List.of(), Map.of());

  public Configuration {
    files = List.copyOf(files);
    origins = Map.copyOf(origins);
  }

  /** Every key as it is in force, in the order of the manual. */
  public List<ShownSetting> settings() {
    return Shown.settings(this);
  }
}
