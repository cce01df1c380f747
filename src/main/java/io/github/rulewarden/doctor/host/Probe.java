package io.github.rulewarden.doctor.host;

import io.github.rulewarden.daemon.FileProblem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Optional;

/** The result of one look at the host: a value, or why there is none. */
public sealed interface Probe<T> {
  /** The value was read. */
  record Known<T>(T value) implements Probe<T> {}

  /** The value could not be read. */
  record Unknown<T>(Failure failure) implements Probe<T> {}

  /**
   * Why something could not be read.
   *
   * @param text a clause without a full stop: {@code permission denied}
   */
  record Failure(Cause cause, String text) {
    /** A failure for which nothing needs to know the cause. */
    public static Failure other(String text) {
      return new Failure(Cause.OTHER, text);
    }

    static Failure of(IOException e) {
      String text = FileProblem.words(e);
      return e instanceof AccessDeniedException ? new Failure(Cause.FORBIDDEN, text) : of(text);
    }

    /**
     * A failure of which only the C library's error text is known: programs print nothing else, and
     * Java has an exception type for EACCES on opening a file, but none for EPERM or for reading.
     */
    static Failure of(String text) {
      boolean isForbidden =
          text.contains("Permission denied") || text.contains("Operation not permitted");
      return new Failure(isForbidden ? Cause.FORBIDDEN : Cause.OTHER, text);
    }

    /** The same failure with a text in front of its own. */
    public Failure within(String context) {
      return new Failure(cause, context + ": " + text);
    }
  }

  /** What a check can react to. */
  enum Cause {
    /** This user lacks a permission; root may have it. */
    FORBIDDEN,
    /** Nothing listens on the socket. */
    REFUSED,
    OTHER
  }

  static <T> Probe<T> unknown(String text) {
    return new Unknown<>(Failure.other(text));
  }

  /** The value, if it is known. */
  default Optional<T> ifKnown() {
    return switch (this) {
      case Known<T>(T value) -> Optional.of(value);
      case Unknown<T> _ -> Optional.empty();
    };
  }
}
