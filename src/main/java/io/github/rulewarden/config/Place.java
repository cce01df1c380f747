package io.github.rulewarden.config;

import java.nio.file.Path;

/** Where something stands in a file; line and column are counted from 1. */
record Place(Path file, int line, int column) {
  /** The beginning of a file: where to point when the file as a whole is the problem. */
  static Place startOf(Path file) {
    return new Place(file, 1, 1);
  }

  Problem problem(String text) {
    return new Problem(file, line, column, text);
  }
}
