package io.github.rulewarden.netlink.linux;

import io.github.rulewarden.netlink.KernelException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/** Moves the calling thread into a network namespace. */
final class NamespaceEntrance {
  private static final int CLONE_NEWNET = 0x40000000;

  /** The directory of {@code ip netns} ({@code man 8 ip-netns}). */
  private static final String DIRECTORY = "/run/netns/";

  private static final int NAME_MAX = 255;

  private NamespaceEntrance() {}

  /** Returns the file of a name. A name must not leave the directory. */
  static String path(String name) {
    int length = name.getBytes(StandardCharsets.UTF_8).length;
    if (length == 0
        || length > NAME_MAX
        || name.equals(".")
        || name.equals("..")
        || name.indexOf('/') >= 0
        || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "'" + name + "' is no name of a network namespace: expected 1 to 255 bytes, no '/'");
    }
    return DIRECTORY + name;
  }

  static NamespaceIdentity create() throws KernelException {
    try (Arena arena = Arena.ofConfined()) {
      Libc libc = new Libc(arena);
      Libc.check("making a network namespace", libc.unshare(CLONE_NEWNET));
    }
    return NamespaceIdentity.ofCurrentThread();
  }

  static NamespaceIdentity enter(String path) throws KernelException {
    try (Arena arena = Arena.ofConfined()) {
      Libc libc = new Libc(arena);
      // fopen, because open is variadic; "e" is close-on-exec.
      MemorySegment file = arena.allocateFrom(path, StandardCharsets.UTF_8);
      MemorySegment mode = arena.allocateFrom("re", StandardCharsets.US_ASCII);
      long stream = libc.openStream("opening network namespace " + path, file, mode);
      try {
        Libc.check(
            "entering network namespace " + path,
            libc.enterNamespace(libc.descriptorOf(stream), CLONE_NEWNET));
      } finally {
        libc.closeStream(stream);
      }
    }
    return NamespaceIdentity.ofCurrentThread();
  }
}
