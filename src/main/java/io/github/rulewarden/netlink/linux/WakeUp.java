package io.github.rulewarden.netlink.linux;

import io.github.rulewarden.netlink.KernelException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A descriptor that any thread can make readable ({@code man 2 eventfd}) to end the wait of another
 * thread. Several signals before a reset count as one.
 */
final class WakeUp {
  private static final int EFD_CLOEXEC = 0x80000;
  private static final int EFD_NONBLOCK = 0x800;

  private final Libc libc;
  private final int descriptor;
  private final MemorySegment counter;
  private final ByteBuffer counterView;
  private boolean retired;

  WakeUp(Resources resources) throws KernelException {
    libc = new Libc(resources.arena());
    counter = resources.arena().allocate(Long.BYTES, Long.BYTES);
    counterView = counter.asByteBuffer().order(ByteOrder.nativeOrder());
    int result = libc.eventDescriptor(0, EFD_CLOEXEC | EFD_NONBLOCK);
    descriptor = resources.own(Libc.check("opening an event descriptor", result));
  }

  int descriptor() {
    return descriptor;
  }

  /** Makes the descriptor readable. */
  synchronized void signal() {
    if (!retired) {
      counterView.putLong(0, 1);
      // The only possible error is a full counter, and then the descriptor is readable, too.
      libc.write(descriptor, counter);
    }
  }

  /** Makes the descriptor unreadable again. */
  synchronized void reset() {
    libc.read(descriptor, counter);
  }

  /** Disables signals, before the descriptor is closed. */
  synchronized void retire() {
    retired = true;
  }
}
