package io.github.rulewarden.config;

import io.github.rulewarden.config.Assignment.Value;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Policy.Restoring;
import io.github.rulewarden.policy.Strategy;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The values that a key accepts.
 *
 * <p>These are records and not lambdas: a lambda costs more at the start of the JVM.
 *
 * @param <T> what such a value means
 */
interface ValueType<T> {
  /** Parses and validates a value. */
  T parse(Assignment assignment) throws ConfigurationException;

  /** Prints a value as TOML writes it; the empty string if it is not set. */
  String print(T value);

  /** {@code mode}. */
  record ModeName() implements ValueType<Mode> {
    @Override
    public Mode parse(Assignment assignment) throws ConfigurationException {
      for (Mode mode : Mode.values()) {
        if (assignment.value().equals(new Value.Text(mode.text()))) {
          return mode;
        }
      }
      throw assignment.unexpected("\"repair\" or \"observe\"");
    }

    @Override
    public String print(Mode mode) {
      return quoted(mode.text());
    }
  }

  /** {@code strategy}. */
  record StrategyName() implements ValueType<Strategy> {
    @Override
    public Strategy parse(Assignment assignment) throws ConfigurationException {
      if (assignment.value().equals(new Value.Text(Strategy.INSERT.text()))) {
        throw assignment.refusal(
            "strategy: \"insert\" is not supported by this version yet, expected \"relocate\"");
      }
      if (assignment.value().equals(new Value.Text(Strategy.RELOCATE.text()))) {
        return Strategy.RELOCATE;
      }
      throw assignment.unexpected("\"relocate\"");
    }

    @Override
    public String print(Strategy strategy) {
      return quoted(strategy.text());
    }
  }

  /**
   * The name of a network interface. An empty value is printed as {@code auto}: the link that the
   * table's routes to the tailnet use.
   */
  record InterfaceName() implements ValueType<Optional<String>> {
    private static final String AUTO = "auto";

    /** IFNAMSIZ in {@code linux/if.h}, without the zero at the end. */
    private static final int MAX_BYTES = 15;

    @Override
    public Optional<String> parse(Assignment assignment) throws ConfigurationException {
      if (assignment.value() instanceof Value.Text(String name) && isValid(name)) {
        return name.equals(AUTO) ? Optional.empty() : Optional.of(name);
      }
      throw assignment.unexpected(
          "\"auto\" or the name of an interface, 1 to 15 bytes without blanks, '/' or ':'");
    }

    /** Mirrors {@code dev_valid_name} in {@code net/core/dev.c}. */
    private static boolean isValid(String name) {
      if (name.isEmpty() || name.equals(".") || name.equals("..")) {
        return false;
      }
      for (int i = 0; i < name.length(); i++) {
        char character = name.charAt(i);
        if (character == '/' || character == ':' || character <= ' ') {
          return false;
        }
      }
      return name.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }

    @Override
    public String print(Optional<String> name) {
      return quoted(name.orElse(AUTO));
    }
  }

  /** A duration of at least {@code shortest} and at most a year. */
  record Span(Duration shortest, String bounds) implements ValueType<Duration> {
    static final Span WINDOW = new Span(Duration.ofMillis(1), "from 1ms to 365d such as \"60s\"");

    /** The minimum is the first pause; later pauses are longer. */
    static final Span BACKOFF = new Span(Duration.ofSeconds(1), "from 1s to 365d such as \"5min\"");

    @Override
    public Duration parse(Assignment assignment) throws ConfigurationException {
      Optional<Duration> duration =
          assignment.value() instanceof Value.Text(String text)
              ? TimeSpan.parse(text)
              : Optional.empty();
      if (duration.isEmpty() || duration.get().compareTo(shortest) < 0) {
        throw assignment.unexpected("a duration in ms, s, min, h or d, " + bounds);
      }
      return duration.get();
    }

    @Override
    public String print(Duration duration) {
      return quoted(TimeSpan.print(duration));
    }
  }

  /** {@code leaks.restore}. */
  record Restore() implements ValueType<Restoring> {
    @Override
    public Restoring parse(Assignment assignment) throws ConfigurationException {
      if (assignment.value() instanceof Value.Truth(boolean isEnabled)) {
        return isEnabled ? Restoring.WHAT_IS_CERTAIN : Restoring.NOTHING;
      }
      throw assignment.unexpected("true or false");
    }

    @Override
    public String print(Restoring restoring) {
      return Boolean.toString(restoring == Restoring.WHAT_IS_CERTAIN);
    }
  }

  /** A file for node_exporter's textfile collector, which reads only names that end in .prom. */
  record Textfile() implements ValueType<Optional<Path>> {
    @Override
    public Optional<Path> parse(Assignment assignment) throws ConfigurationException {
      if (assignment.value() instanceof Value.Text(String text) && text.endsWith(".prom")) {
        Optional<Path> path = path(text);
        if (path.isPresent() && path.get().isAbsolute()) {
          return path;
        }
      }
      throw assignment.unexpected(
          "the absolute path of a file that ends in .prom, such as"
              + " \"/var/lib/prometheus/node-exporter/rulewarden.prom\"");
    }

    private static Optional<Path> path(String text) {
      try {
        return Optional.of(Path.of(text));
      } catch (InvalidPathException e) {
        return Optional.empty();
      }
    }

    @Override
    public String print(Optional<Path> file) {
      return file.isPresent() ? quoted(file.get().toString()) : "";
    }
  }

  /** A string in TOML. The name of an interface may contain almost any character. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (Character.isISOControl(character)) {
        quoted.append("\\u").append(Integer.toHexString(0x10000 | character).substring(1));
        continue;
      }
      if (character == '"' || character == '\\') {
        quoted.append('\\');
      }
      quoted.append(character);
    }
    return quoted.append('"').toString();
  }
}
