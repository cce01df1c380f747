package io.github.rulewarden.config;

import java.util.ArrayList;
import java.util.List;

/** What is wrong so far: an operator wants to hear all of it at once. */
final class Problems {
  private final List<Problem> problems = new ArrayList<>();

  /** Something that may turn out to be wrong. */
  interface Attempt {
    void make() throws ConfigurationException;
  }

  /** Makes the attempt and remembers what was wrong with it. */
  void attempt(Attempt attempt) {
    try {
      attempt.make();
    } catch (ConfigurationException e) {
      add(e);
    }
  }

  void add(ConfigurationException wrong) {
    problems.addAll(wrong.problems());
  }

  void throwIfAny() throws ConfigurationException {
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }
}
