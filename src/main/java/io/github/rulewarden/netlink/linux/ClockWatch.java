package io.github.rulewarden.netlink.linux;

import io.github.rulewarden.netlink.KernelException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Detects that the wall clock was set or that the machine resumed from suspend. It uses a timer
 * that never expires and that both cancel ({@code man 2 timerfd_create}, TFD_TIMER_CANCEL_ON_SET;
 * {@code timerfd_resume} in the kernel's {@code fs/timerfd.c}).
 */
public final class ClockWatch implements AutoCloseable {
  private static final int CLOCK_REALTIME = 0;
  private static final int TFD_CLOEXEC = 0x80000;
  private static final int TFD_NONBLOCK = 0x800;
  private static final int TFD_TIMER_ABSTIME = 1;
  private static final int TFD_TIMER_CANCEL_ON_SET = 2;

  /** struct itimerspec: interval and value, each of two longs. */
  private static final int ITIMERSPEC_SIZE = 32;

  private static final int VALUE_OFFSET = 16;

  /** In the year 2255, a time that the kernel accepts. */
  private static final long NEVER_SECONDS = 9_000_000_000L;

  private final Resources resources = new Resources();
  private final Libc libc;
  private final int descriptor;
  private final MemorySegment expirations;

  /**
   * Begins to watch.
   *
   * @throws KernelException EMFILE
   */
  public ClockWatch() throws KernelException {
    libc = new Libc(resources.arena());
    expirations = resources.arena().allocate(Long.BYTES, Long.BYTES);
    try {
      int result = libc.timerDescriptor(CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK);
      descriptor = resources.own(Libc.check("opening a timer", result));
      MemorySegment time = resources.arena().allocate(ITIMERSPEC_SIZE, Long.BYTES);
      ByteBuffer view = time.asByteBuffer().order(ByteOrder.nativeOrder());
      view.putLong(VALUE_OFFSET, NEVER_SECONDS);
      int flags = TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET;
      Libc.check("watching the clock", libc.setTimer(descriptor, flags, time));
    } catch (KernelException e) {
      resources.close();
      throw e;
    }
  }

  int descriptor() {
    return descriptor;
  }

  /** Whether the clock has jumped since the last call. Does not wait. */
  public boolean hasJumped() {
    return libc.read(descriptor, expirations) != -Libc.EAGAIN;
  }

  @Override
  public void close() {
    resources.close();
  }
}
