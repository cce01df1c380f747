package io.github.rulewarden.netlink.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Identifies a network namespace by the device and inode of its file ({@code man 7 namespaces}). A
 * namespace that is created again with the same name has another inode.
 */
public record NamespaceIdentity(long device, long inode) {
  /** The namespace of the calling thread. */
  public static NamespaceIdentity ofCurrentThread() {
    // Not /proc/self, which is the namespace of the main thread.
    return of(Path.of("/proc/thread-self/ns/net"));
  }

  /** The namespace of a file. */
  public static NamespaceIdentity of(Path file) {
    try {
      return new NamespaceIdentity(
          (long) Files.getAttribute(file, "unix:dev"), (long) Files.getAttribute(file, "unix:ino"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
