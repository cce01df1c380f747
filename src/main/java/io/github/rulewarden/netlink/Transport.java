package io.github.rulewarden.netlink;

/**
 * Sends datagrams to the kernel and receives its datagrams. One thread may send while another
 * receives; any thread may call {@link #close()}.
 */
public interface Transport extends AutoCloseable {
  /** Waits without a timeout. */
  long FOREVER = Long.MAX_VALUE;

  /** The address of this socket: an opaque 32-bit number, to be printed unsigned. */
  int portId();

  /**
   * Sends one datagram to the kernel. When this returns, the kernel has handled it.
   *
   * @throws KernelException if the kernel did not accept it
   */
  void send(Bytes datagram) throws KernelException;

  /**
   * Waits for the next datagram from the kernel; datagrams from other senders are dropped.
   *
   * @param timeoutNanos how long to wait: 0 does not wait, {@link #FOREVER} has no end
   * @throws MalformedMessageException if a datagram was larger than the buffer
   * @throws KernelException if the kernel reports an error other than an overrun
   */
  Reception receive(long timeoutNanos) throws NetlinkException;

  /** Closes this socket; a receive in progress on any thread returns {@code Closed}. */
  @Override
  void close();
}
