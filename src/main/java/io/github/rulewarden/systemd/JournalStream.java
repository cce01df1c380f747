package io.github.rulewarden.systemd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Whether what we write to stderr goes to the journal. {@code JOURNAL_STREAM} holds the device and
 * inode of the stream that systemd opened ({@code man 5 systemd.exec}); the program may since have
 * been given another stderr, by a shell's redirection for example.
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
