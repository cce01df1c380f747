package io.github.rulewarden.daemon;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What kept a file from being read or written, in an operator's words. */
public final class FileProblem {
  private FileProblem() {}

  /**
   * A clause such as {@code permission denied}. The file is not named in it: whoever tells of the
   * obstacle has named it.
   */
  public static String words(IOException obstacle) {
    // Of these two the platform says nothing but the path; the type is the reason.
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
