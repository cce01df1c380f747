package io.github.rulewarden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Marks a start that is not finished. Java checks that an AOT cache matches, but not that it is
 * intact: a damaged cache may crash every start. So the launcher creates this file. If the file
 * already exists, the previous start crashed, and the launcher starts Java without the cache.
 */
final class StartMark {
  private static final String NAME = "starting";

  private StartMark() {}

  /** Removes the mark: the start is over, whether it succeeded or not. */
  static void remove(Path runtimeDirectory) {
    try {
      Files.deleteIfExists(runtimeDirectory.resolve(NAME));
    } catch (IOException e) {
      // Then the next start is slow.
    }
  }
}
