package io.github.rulewarden.netlink.linux;

import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.Transport;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Waits for SIGHUP as for data ({@code man 2 signalfd}). For one thread.
 *
 * <p>That takes a SIGHUP which every thread of the process has blocked, and each inherits that from
 * the one that started it. HotSpot unblocks the signals that it wants for itself, SIGHUP among
 * them, but leaves alone what was ignored when it started ({@code os/posix/signals_posix.cpp}). So
 * whoever starts the process blocks SIGHUP and ignores it; to the kernel, what is blocked is not
 * ignored ({@code sig_ignored} in {@code kernel/signal.c}), and it keeps one until it is asked for.
 */
public final class HangupWatch implements AutoCloseable {
  private static final int SIGHUP = 1;
  private static final int SIG_BLOCK = 0;
  private static final int SFD_CLOEXEC = 0x80000;

  /** Of the C library; the kernel looks at the first eight bytes. */
  private static final int SIGSET_SIZE = 128;

  /** struct signalfd_siginfo. */
  private static final int SIGINFO_SIZE = 128;

  private final Resources resources = new Resources();
  private final Libc libc = new Libc(resources.arena());
  private final MemorySegment arrival = resources.arena().allocate(SIGINFO_SIZE, Long.BYTES);
  private final PollSet set = new PollSet(resources.arena(), 2);
  private final WakeUp ending;
  private int descriptor;

  private HangupWatch() throws KernelException {
    try {
      ending = new WakeUp(resources);
    } catch (KernelException e) {
      resources.close();
      throw e;
    }
  }

  /**
   * A watch for SIGHUP, also for one that has come already; empty if it is not blocked in this
   * thread, so that it would do what it does by default.
   *
   * @throws KernelException EMFILE
   */
  public static Optional<HangupWatch> open() throws KernelException {
    HangupWatch watch = new HangupWatch();
    try {
      if (watch.isBlocked()) {
        watch.subscribe();
        return Optional.of(watch);
      }
    } catch (KernelException e) {
      watch.close();
      throw e;
    }
    watch.close();
    return Optional.empty();
  }

  private boolean isBlocked() {
    MemorySegment mask = resources.arena().allocate(SIGSET_SIZE, Long.BYTES);
    libc.signalMask(SIG_BLOCK, MemorySegment.NULL, mask);
    return (view(mask).getLong(0) & bit()) != 0;
  }

  private void subscribe() throws KernelException {
    MemorySegment mask = resources.arena().allocate(SIGSET_SIZE, Long.BYTES);
    view(mask).putLong(0, bit());
    int result = libc.signalDescriptor(-1, mask, SFD_CLOEXEC);
    descriptor = resources.own(Libc.check("waiting for SIGHUP", result));
    set.put(0, descriptor);
    set.put(1, ending.descriptor());
  }

  private static ByteBuffer view(MemorySegment mask) {
    return mask.asByteBuffer().order(ByteOrder.nativeOrder());
  }

  private static long bit() {
    return 1L << (SIGHUP - 1);
  }

  /**
   * Waits for the next one; several that came meanwhile are one.
   *
   * @return false if there was none, but {@link #end} was called
   */
  public boolean await() throws KernelException {
    Libc.check("waiting for SIGHUP", set.await(2, Transport.FOREVER));
    return !set.isReady(1) && libc.read(descriptor, arrival) > 0;
  }

  /** Ends the wait. Any thread may call this. */
  public void end() {
    ending.signal();
  }

  @Override
  public void close() {
    resources.close();
  }
}
