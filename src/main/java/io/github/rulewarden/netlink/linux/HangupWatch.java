package io.github.rulewarden.netlink.linux;

import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.Transport;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Waits for SIGHUP by reading a descriptor ({@code man 2 signalfd}). For one thread.
 *
 * <p>This requires that every thread of the process blocks SIGHUP; a thread inherits that from the
 * thread that starts it. HotSpot unblocks the signals that it uses itself, including SIGHUP, but
 * not those that were ignored when it started ({@code os/posix/signals_posix.cpp}). So the launcher
 * has to block SIGHUP and to ignore it. The kernel does not discard a blocked signal, even if it is
 * ignored ({@code sig_ignored} in {@code kernel/signal.c}): it keeps one until it is read.
 */
public final class HangupWatch implements AutoCloseable {
  private static final int SIGHUP = 1;
  private static final int SIG_BLOCK = 0;
  private static final int SFD_CLOEXEC = 0x80000;

  /** The size in the C library; the kernel uses the first eight bytes. */
  private static final int SIGSET_SIZE = 128;

  /** struct signalfd_siginfo. */
  private static final int SIGINFO_SIZE = 128;

  private final Resources resources = new Resources();
  private final Libc libc = new Libc(resources.arena());
  private final MemorySegment signalInfo = resources.arena().allocate(SIGINFO_SIZE, Long.BYTES);
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
   * Opens a watch, which also reports a SIGHUP that is already pending. Empty if SIGHUP is not
   * blocked in this thread and therefore has its default action.
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
    return (view(mask).getLong(0) & sighupBit()) != 0;
  }

  private void subscribe() throws KernelException {
    MemorySegment mask = resources.arena().allocate(SIGSET_SIZE, Long.BYTES);
    view(mask).putLong(0, sighupBit());
    int result = libc.signalDescriptor(-1, mask, SFD_CLOEXEC);
    descriptor = resources.own(Libc.check("waiting for SIGHUP", result));
    set.put(0, descriptor);
    set.put(1, ending.descriptor());
  }

  private static ByteBuffer view(MemorySegment mask) {
    return mask.asByteBuffer().order(ByteOrder.nativeOrder());
  }

  private static long sighupBit() {
    return 1L << (SIGHUP - 1);
  }

  /**
   * Waits for the next SIGHUP. Several pending ones count as one.
   *
   * @return false if {@link #end} was called instead
   */
  public boolean await() throws KernelException {
    Libc.check("waiting for SIGHUP", set.await(2, Transport.FOREVER));
    return !set.isReady(1) && libc.read(descriptor, signalInfo) > 0;
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
