package io.github.rulewarden.metrics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that is always whole: a new one is made beside it and takes its place at once. */
record ReplacedFile(Path path) {
  /** node_exporter is another user. */
  private static final String PERMISSIONS = "rw-r--r--";

  /** Replaces what is there. If that fails, what was there stays, and nothing is left beside it. */
  void write(String text) throws IOException {
    Path beside = beside();
    // What a predecessor left when it died; and a link that somebody put there is not followed.
    Files.deleteIfExists(beside);
    try {
      Files.write(
          beside,
          text.getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE);
      Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString(PERMISSIONS));
      Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      discard(beside, e);
      throw e;
    }
  }

  private static void discard(Path beside, IOException cause) {
    try {
      Files.deleteIfExists(beside);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** The collector reads {@code *.prom} only. */
  private Path beside() {
    return path.resolveSibling(path.getFileName() + ".new");
  }

  void remove() throws IOException {
    Files.deleteIfExists(path);
  }
}
