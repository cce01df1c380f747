package io.github.rulewarden.metrics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that is always complete: a new one is written beside it and renamed over it. */
record ReplacedFile(Path path) {
  /** node_exporter runs as another user. */
  private static final String PERMISSIONS = "rw-r--r--";

  /** Replaces the file. If that fails, the old file stays and the new one is deleted. */
  void write(String text) throws IOException {
    Path temporary = temporaryFile();
    // A previous daemon may have left a file when it was killed. A symbolic link is not followed.
    Files.deleteIfExists(temporary);
    try {
      Files.write(
          temporary,
          text.getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE);
      Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString(PERMISSIONS));
      Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      delete(temporary, e);
      throw e;
    }
  }

  private static void delete(Path temporary, IOException cause) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** The collector reads {@code *.prom} only. */
  private Path temporaryFile() {
    return path.resolveSibling(path.getFileName() + ".new");
  }

  void remove() throws IOException {
    Files.deleteIfExists(path);
  }
}
