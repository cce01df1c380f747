package io.github.rulewarden.netlink.linux;

import io.github.rulewarden.netlink.Transport;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An array of descriptors ({@code struct pollfd}: int, two shorts) and the wait on them ({@code man
 * 2 ppoll}). For one thread.
 */
final class PollSet {
  private static final int POLLIN = 1;
  private static final int POLLFD_SIZE = 8;
  private static final int REVENTS_OFFSET = 6;
  private static final int TIMESPEC_SIZE = 16;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final Libc libc;
  private final MemorySegment entries;
  private final ByteBuffer entriesView;
  private final MemorySegment timeout;
  private final ByteBuffer timeoutView;

  PollSet(Arena arena, int count) {
    libc = new Libc(arena);
    entries = arena.allocate((long) POLLFD_SIZE * count, Long.BYTES);
    entriesView = entries.asByteBuffer().order(ByteOrder.nativeOrder());
    timeout = arena.allocate(TIMESPEC_SIZE, Long.BYTES);
    timeoutView = timeout.asByteBuffer().order(ByteOrder.nativeOrder());
  }

  /** Stores {@code descriptor} at an index. */
  void put(int index, int descriptor) {
    entriesView.putInt(index * POLLFD_SIZE, descriptor);
    entriesView.putInt(index * POLLFD_SIZE + 4, 0);
    entriesView.putShort(index * POLLFD_SIZE + 4, (short) POLLIN);
  }

  /** Stores the descriptor at one index at another index, too. */
  void move(int from, int to) {
    put(to, entriesView.getInt(from * POLLFD_SIZE));
  }

  /**
   * Waits until one of the first {@code count} descriptors is readable or has an error.
   *
   * @return the number of those descriptors, 0 after the timeout, or a negative error number
   */
  int await(int count, long timeoutNanos) {
    long begin = timeoutNanos == Transport.FOREVER || timeoutNanos == 0 ? 0 : System.nanoTime();
    long left = timeoutNanos;
    while (true) {
      int ready = libc.poll(entries, count, timespec(left));
      if (ready != -Libc.EINTR) {
        return ready;
      }
      if (begin != 0) {
        left = Math.max(0, timeoutNanos - (System.nanoTime() - begin));
      }
    }
  }

  /** Whether the last wait found the descriptor at an index ready. */
  boolean isReady(int index) {
    return entriesView.getShort(index * POLLFD_SIZE + REVENTS_OFFSET) != 0;
  }

  private MemorySegment timespec(long nanos) {
    if (nanos == Transport.FOREVER) {
      return MemorySegment.NULL;
    }
    timeoutView.putLong(0, nanos / NANOS_PER_SECOND);
    timeoutView.putLong(Long.BYTES, nanos % NANOS_PER_SECOND);
    return timeout;
  }
}
