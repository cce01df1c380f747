package io.github.rulewarden.config;

import java.util.List;

/** A configuration that cannot be obeyed. Its message has one line for each problem. */
public final class ConfigurationException extends Exception {
  private final List<Problem> problems;

  ConfigurationException(List<Problem> problems) {
    super(joined(problems, "\n"));
    this.problems = List.copyOf(problems);
  }

  ConfigurationException(Problem problem) {
    this(List.of(problem));
  }

  /** Everything that is wrong, in the order of the files; at least one. */
  public List<Problem> problems() {
    return problems;
  }

  /** The same as the message, for whom a line is one thing that is said. */
  public String inOneLine() {
    return joined(problems, "; ");
  }

  private static String joined(List<Problem> problems, String joint) {
    StringBuilder text = new StringBuilder();
    for (Problem problem : problems) {
      if (!text.isEmpty()) {
        text.append(joint);
      }
      text.append(problem);
    }
    return text.toString();
  }
}
