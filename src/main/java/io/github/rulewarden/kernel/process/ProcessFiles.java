package io.github.rulewarden.kernel.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads files of {@code /proc} quickly, because a process may end at any moment. */
public final class ProcessFiles {
  /** Larger than the files that are read here, except for very deep control groups. */
  private static final int LARGEST = 4096;

  private final String root;
  private final byte[] buffer = new byte[LARGEST];

  public ProcessFiles() {
    this("/proc/");
  }

  /**
   * @param root ends with a slash
   */
  ProcessFiles(String root) {
    this.root = root;
  }

  /** The file {@code name} of a process; empty if the process is gone or the file is unreadable. */
  String read(int pid, String name) {
    try (FileInputStream file = new FileInputStream(root + pid + "/" + name)) {
      int length = file.read(buffer);
      return length <= 0 ? "" : new String(buffer, 0, length, StandardCharsets.UTF_8);
    } catch (IOException gone) {
      return "";
    }
  }
}
