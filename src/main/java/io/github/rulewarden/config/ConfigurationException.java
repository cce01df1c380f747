package io.github.rulewarden.config;

import java.nio.file.Path;
import java.util.List;

/** An invalid configuration. The message has one line for each problem. */
public final class ConfigurationException extends Exception {
  /**
   * One error in a file.
   *
   * @param line from 1; 1 if the file could not be read at all
   * @param column from 1, in characters
   * @param text what was found and what was expected
   */
  public record Problem(Path file, int line, int column, String text) {
    /** As compilers print it: {@code file:line:column: text}. */
    @Override
    public String toString() {
      return file + ":" + line + ":" + column + ": " + text;
    }
  }

  private final List<Problem> problems;

  ConfigurationException(List<Problem> problems) {
    super(joined(problems, "\n"));
    this.problems = List.copyOf(problems);
  }

  /** The error that a file as a whole is unusable. */
  static ConfigurationException of(Path file, String text) {
    return new ConfigurationException(List.of(new Problem(file, 1, 1, text)));
  }

  static void throwIfAny(List<Problem> problems) throws ConfigurationException {
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  /** All problems, in the order of the files; at least one. */
  public List<Problem> problems() {
    return problems;
  }

  /** The message in one line, for logs and properties. */
  public String inOneLine() {
    return joined(problems, "; ");
  }

  private static String joined(List<Problem> problems, String separator) {
    StringBuilder text = new StringBuilder();
    for (Problem problem : problems) {
      if (!text.isEmpty()) {
        text.append(separator);
      }
      text.append(problem);
    }
    return text.toString();
  }
}
