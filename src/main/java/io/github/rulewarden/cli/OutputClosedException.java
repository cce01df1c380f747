package io.github.rulewarden.cli;

/** The reader has closed the output, as {@code head} does after ten lines; the program ends. */
final class OutputClosedException extends RuntimeException {
  private static final long serialVersionUID = 1;
}
