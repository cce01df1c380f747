package io.github.rulewarden.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Runs every part of a cleanup, also after a part failed; then reports all failures. */
final class Cleaning {
  /** A part of the cleanup. */
  @FunctionalInterface
  interface Part {
    void run() throws Exception;
  }

  private final AssertionError complaints = new AssertionError("the test left something behind");

  void attempt(Part part) {
    try {
      part.run();
    } catch (Exception | AssertionError e) {
      complaints.addSuppressed(e);
    }
  }

  void complain(String sentence) {
    complaints.addSuppressed(new AssertionError(sentence));
  }

  /** Throws an exception if a part failed. */
  void conclude() {
    if (complaints.getSuppressed().length > 0) {
      throw complaints;
    }
  }

  /** Deletes a directory and its content. */
  static void delete(Path directory) throws IOException {
    try (Stream<Path> entries = Files.walk(directory)) {
      for (Path entry : entries.sorted((one, other) -> other.compareTo(one)).toList()) {
        Files.delete(entry);
      }
    }
  }
}
