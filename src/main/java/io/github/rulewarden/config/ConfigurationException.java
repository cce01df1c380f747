package io.github.rulewarden.config;

import java.util.List;

/** A configuration that cannot be obeyed. Its message has one line for each problem. */
public final class ConfigurationException extends Exception {
  private final List<Problem> problems;

  ConfigurationException(List<Problem> problems) {
    super(lines(problems));
    this.problems = List.copyOf(problems);
  }

  ConfigurationException(Problem problem) {
    this(List.of(problem));
  }

  /** Everything that is wrong, in the order of the files; at least one. */
  public List<Problem> problems() {
    return problems;
  }

  private static String lines(List<Problem> problems) {
    StringBuilder lines = new StringBuilder();
    for (Problem problem : problems) {
      if (!lines.isEmpty()) {
        lines.append('\n');
      }
      lines.append(problem);
    }
    return lines.toString();
  }
}
