package io.github.rulewarden.netlink.linux;

import io.github.rulewarden.netlink.Transport;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A fixed number of places for descriptors ({@code struct pollfd}: int, two shorts) and the wait on
 * them ({@code man 2 ppoll}). For one thread.
 */
final class PollSet {
  private static final int POLLIN = 1;
  private static final int POLLFD_SIZE = 8;
  private static final int REVENTS_OFFSET = 6;
  private static final int TIMESPEC_SIZE = 16;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final Libc libc;
  private final MemorySegment places;
  private final ByteBuffer placesView;
  private final MemorySegment timeout;
  private final ByteBuffer timeoutView;

  PollSet(Arena arena, int count) {
    libc = new Libc(arena);
    places = arena.allocate((long) POLLFD_SIZE * count, Long.BYTES);
    placesView = places.asByteBuffer().order(ByteOrder.nativeOrder());
    timeout = arena.allocate(TIMESPEC_SIZE, Long.BYTES);
    timeoutView = timeout.asByteBuffer().order(ByteOrder.nativeOrder());
  }

  /** Watches {@code descriptor} at a place. */
  void put(int place, int descriptor) {
    placesView.putInt(place * POLLFD_SIZE, descriptor);
    placesView.putInt(place * POLLFD_SIZE + 4, 0);
    placesView.putShort(place * POLLFD_SIZE + 4, (short) POLLIN);
  }

  /** Watches at one place what was watched at another. */
  void move(int from, int to) {
    put(to, placesView.getInt(from * POLLFD_SIZE));
  }

  /**
   * Waits until one of the first {@code count} places has something to read, or an error.
   *
   * @return how many places have, 0 after the timeout, or a negative error number
   */
  int await(int count, long timeoutNanos) {
    long begin = timeoutNanos == Transport.FOREVER || timeoutNanos == 0 ? 0 : System.nanoTime();
    long left = timeoutNanos;
    while (true) {
      int ready = libc.poll(places, count, timespec(left));
      if (ready != -Libc.EINTR) {
        return ready;
      }
      if (begin != 0) {
        left = Math.max(0, timeoutNanos - (System.nanoTime() - begin));
      }
    }
  }

  /** Whether a place had something in the last wait. */
  boolean isReady(int place) {
    return placesView.getShort(place * POLLFD_SIZE + REVENTS_OFFSET) != 0;
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
