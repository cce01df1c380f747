package io.github.rulewarden.testing;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Checks after all tests of this process whether they left anything behind: a process, a thread, a
 * file, or a socket of wireguard-go.
 */
final class NothingLeft implements AutoCloseable {
  /**
   * The prefix of the names of everything that tests create in shared places; only tests use it.
   */
  static final String PREFIX = "rw" + Long.toString(ProcessHandle.current().pid(), 36) + "-";

  private NothingLeft() {}

  /** Registers the check; repeated calls have no effect. */
  static void promise(ExtensionContext context) {
    context
        .getRoot()
        .getStore(Namespace.create(NothingLeft.class))
        .computeIfAbsent(NothingLeft.class, key -> new NothingLeft());
  }

  /** Runs the check. JUnit calls this after the last test. */
  @Override
  public void close() throws IOException {
    List<String> left = new ArrayList<>();
    ProcessHandle.current()
        .descendants()
        .forEach(child -> left.add("process " + child.pid() + " " + child.info().commandLine()));
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("netns ") || thread.getName().equals("watcher")) {
        left.add("thread " + thread.getName());
      }
    }
    addFiles(left, Path.of(System.getProperty("java.io.tmpdir")));
    addFiles(left, WireGuard.SOCKETS);
    if (!left.isEmpty()) {
      throw new AssertionError("the tests left behind: " + String.join(", ", left));
    }
  }

  private static void addFiles(List<String> left, Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, PREFIX + "*")) {
        entries.forEach(entry -> left.add("file " + entry));
      }
    }
  }
}
