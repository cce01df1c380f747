package io.github.rulewarden.daemon;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Describes for operators why a file could not be read or written. */
public final class FileProblem {
  private FileProblem() {}

  /**
   * A clause such as {@code permission denied}. It does not contain the file's name, because the
   * caller's message does.
   */
  public static String words(IOException obstacle) {
    // The messages of these two exceptions contain only the path; their type is the reason.
    if (obstacle instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (obstacle instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    String reason =
        obstacle instanceof FileSystemException system ? system.getReason() : obstacle.getMessage();
    return reason == null ? obstacle.getClass().getSimpleName() : reason;
  }
}
