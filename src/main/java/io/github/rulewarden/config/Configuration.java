package io.github.rulewarden.config;

import io.github.rulewarden.policy.Policy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the operator wants, and where it is written.
 *
 * @param textfile where to keep the metrics for node_exporter's textfile collector; empty if
 *     nowhere
 * @param files that were read, in order; empty if the defaults apply because there is none
 */
public record Configuration(Policy policy, Optional<Path> textfile, List<Path> files) {
  /** What applies without any file. */
  public static final Configuration DEFAULT =
      new Configuration(Policy.DEFAULT, Optional.empty(), List.of());

  public Configuration {
    files = List.copyOf(files);
  }
}
