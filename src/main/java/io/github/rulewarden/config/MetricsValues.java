package io.github.rulewarden.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** What the keys of {@code [metrics]} take. */
final class MetricsValues {
  /** What node_exporter's textfile collector reads. */
  private static final String SUFFIX = ".prom";

  private static final String TEXTFILE =
      "the absolute path of a file that ends in .prom, such as"
          + " \"/var/lib/prometheus/node-exporter/rulewarden.prom\"";

  private MetricsValues() {}

  static Path textfile(Setting setting) throws ConfigurationException {
    Optional<Path> path =
        setting.value() instanceof Value.Text(String text) ? path(text) : Optional.empty();
    if (path.isEmpty() || !path.get().isAbsolute()) {
      throw setting.unlike(TEXTFILE);
    }
    return path.get();
  }

  private static Optional<Path> path(String text) {
    try {
      return text.endsWith(SUFFIX) ? Optional.of(Path.of(text)) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
