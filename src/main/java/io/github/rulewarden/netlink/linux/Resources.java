package io.github.rulewarden.netlink.linux;

import java.lang.foreign.Arena;

/** Native memory and descriptors that are freed together. For one thread at a time. */
final class Resources {
  private final Arena arena = Arena.ofShared();
  private final Libc libc = new Libc(arena);
  private final int[] descriptors = new int[2];
  private int count;

  Arena arena() {
    return arena;
  }

  /** Adds a descriptor to close. */
  int own(int descriptor) {
    descriptors[count++] = descriptor;
    return descriptor;
  }

  boolean isOpen() {
    return arena.scope().isAlive();
  }

  void close() {
    if (isOpen()) {
      for (int i = 0; i < count; i++) {
        libc.close(descriptors[i]);
      }
      arena.close();
    }
  }
}
