package io.github.rulewarden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file by which a daemon knows that the one before it died while it started. Java checks of an
 * AOT cache that it fits, not that it is whole: of one with broken bytes it may die, at each start
 * anew. So the launcher makes this file, and where it finds one it starts without the cache.
 */
final class StartMark {
  private static final String NAME = "starting";

  private StartMark() {}

  /** The start is over, whatever came of it. */
  static void remove(Path runtimeDirectory) {
    try {
      Files.deleteIfExists(runtimeDirectory.resolve(NAME));
    } catch (IOException e) {
      // Then the next start is a slow one.
    }
  }
}
