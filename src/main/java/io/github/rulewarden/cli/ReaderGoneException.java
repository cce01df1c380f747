package io.github.rulewarden.cli;

/** Nobody reads the output any more, as {@code head} does not after ten lines: time to end. */
final class ReaderGoneException extends RuntimeException {
  private static final long serialVersionUID = 1;
}
