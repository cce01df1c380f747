package io.github.rulewarden.systemd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Determines whether stderr is connected to the journal. {@code JOURNAL_STREAM} holds the device
 * and inode of the stream that systemd opened ({@code man 5 systemd.exec}); stderr may have been
 * redirected since, for example by a shell.
 */
final class JournalStream {
  private static final String VARIABLE = "JOURNAL_STREAM";
  private static final Path STDERR = Path.of("/proc/self/fd/2");

  private JournalStream() {}

  static boolean isStderr(Map<String, String> environment) {
    String stream = environment.getOrDefault(VARIABLE, "");
    if (stream.isEmpty()) {
      return false;
    }
    try {
      Map<String, Object> stderr = Files.readAttributes(STDERR, "unix:dev,ino");
      return stream.equals(stderr.get("dev") + ":" + stderr.get("ino"));
    } catch (IOException closed) {
      return false;
    }
  }
}
