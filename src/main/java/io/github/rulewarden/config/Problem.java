package io.github.rulewarden.config;

import java.nio.file.Path;

/**
 * Something in a configuration that cannot be obeyed.
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
