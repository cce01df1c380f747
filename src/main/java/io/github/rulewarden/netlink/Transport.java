package io.github.rulewarden.netlink;

/**
 * A way to the kernel and back, datagram by datagram. One thread may send while another receives;
 * {@link #close()} is for any thread.
 */
public interface Transport extends AutoCloseable {
  /** The timeout that never ends. */
  long FOREVER = Long.MAX_VALUE;

  /** The address of this end: an opaque 32-bit number, to be printed unsigned. */
  int portId();

  /**
   * Sends one datagram to the kernel. When this returns, the kernel has handled it.
   *
   * @throws KernelException if the kernel took none of it
   */
  void send(Bytes datagram) throws KernelException;

  /**
   * Waits for the next datagram from the kernel; whatever others send is dropped.
   *
   * @param timeoutNanos how long to wait: 0 not at all, {@link #FOREVER} without end
   * @throws MalformedMessageException if a datagram did not fit and was cut off
   * @throws KernelException if the kernel reports an error other than an overrun
   */
  Reception receive(long timeoutNanos) throws NetlinkException;

  /** Closes this end; a receive under way, on whatever thread, ends with {@code Closed}. */
  @Override
  void close();
}
