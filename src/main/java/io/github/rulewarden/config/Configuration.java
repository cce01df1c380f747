package io.github.rulewarden.config;

import io.github.rulewarden.policy.Policy;
import java.nio.file.Path;
import java.util.List;

/**
 * What the operator wants, and where it is written.
 *
 * @param files that were read, in order; empty if the defaults apply because there is none
 */
public record Configuration(Policy policy, List<Path> files) {
  /** What applies without any file. */
  public static final Configuration DEFAULT = new Configuration(Policy.DEFAULT, List.of());

  public Configuration {
    files = List.copyOf(files);
  }
}
