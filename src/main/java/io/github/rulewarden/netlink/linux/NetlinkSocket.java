package io.github.rulewarden.netlink.linux;

import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.Reception;
import io.github.rulewarden.netlink.Transport;

/**
 * A netlink socket ({@code man 7 netlink}) of the network namespace of the thread that opened it.
 *
 * <p>It enables extended acknowledgements (NETLINK_EXT_ACK), refusals without a copy of the request
 * (NETLINK_CAP_ACK) and strict checks of dump requests (NETLINK_GET_STRICT_CHK), if the kernel
 * supports them.
 *
 * <p>One thread may send while another one receives. {@link #close()} ends a receive in progress
 * and returns after the descriptors are closed.
 */
public final class NetlinkSocket implements Transport {
  private final Resources resources;
  private final WakeUp closing;
  private final SocketOptions options;
  private final Sender sender;
  private final Receiver receiver;
  private final Object sending = new Object();
  private final Object receiving = new Object();
  private final int portId;
  private volatile boolean closed;

  private NetlinkSocket(Resources resources, NetlinkProtocol protocol) throws KernelException {
    this.resources = resources;
    this.closing = new WakeUp(resources);
    this.options = new SocketOptions(resources, protocol);
    this.portId = options.bind();
    options.explainErrors();
    this.sender = new Sender(resources.arena(), options.descriptor());
    this.receiver = new Receiver(resources.arena(), options.descriptor(), closing.descriptor());
  }

  /**
   * Links the native calls, which takes about 30 ms. Otherwise the first socket does it. Any thread
   * may call this.
   */
  public static void prepare() {
    Libc.link();
  }

  /**
   * Opens and binds a socket; the kernel chooses the port id.
   *
   * @throws KernelException EMFILE, EPROTONOSUPPORT, ENOBUFS
   */
  public static NetlinkSocket open(NetlinkProtocol protocol) throws KernelException {
    Resources resources = new Resources();
    try {
      return new NetlinkSocket(resources, protocol);
    } catch (KernelException e) {
      resources.close();
      throw e;
    }
  }

  @Override
  public int portId() {
    return portId;
  }

  /**
   * Joins a multicast group (NETLINK_ADD_MEMBERSHIP) to receive its notifications.
   *
   * @throws KernelException ENOENT or EINVAL if the protocol has no such group; EBADF if closed
   */
  public void join(int group) throws KernelException {
    synchronized (sending) {
      requireOpen("joining a group");
      options.join(group);
    }
  }

  /**
   * Leaves a multicast group (NETLINK_DROP_MEMBERSHIP). Queued notifications can still be received.
   *
   * @throws KernelException EINVAL if the protocol has no such group; EBADF if closed
   */
  public void leave(int group) throws KernelException {
    synchronized (sending) {
      requireOpen("leaving a group");
      options.leave(group);
    }
  }

  /**
   * Sets the size of the receive buffer. The system's limit applies, unless the process has
   * CAP_NET_ADMIN in the initial user namespace (SO_RCVBUFFORCE).
   *
   * @param bytes of messages, including the kernel's overhead
   * @return the size that the kernel reports, which is twice the granted size
   * @throws KernelException EBADF if closed
   */
  public int receiveBuffer(int bytes) throws KernelException {
    synchronized (sending) {
      requireOpen("setting the receive buffer");
      return options.receiveBuffer(bytes);
    }
  }

  /**
   * Attaches a filter. The kernel drops rejected datagrams before they use the receive buffer, and
   * does not report an overrun for them.
   *
   * @throws KernelException EINVAL if the program is invalid; EBADF if closed
   */
  public void filter(SocketFilter filter) throws KernelException {
    synchronized (sending) {
      requireOpen("attaching a filter");
      options.filter(filter);
    }
  }

  @Override
  public void send(Bytes datagram) throws KernelException {
    synchronized (sending) {
      requireOpen("sending");
      sender.send(datagram);
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>The buffer holds 64 KiB; the kernel's datagrams have at most half of that.
   */
  @Override
  public Reception receive(long timeoutNanos) throws NetlinkException {
    long begin = timeoutNanos == 0 || timeoutNanos == FOREVER ? 0 : System.nanoTime();
    synchronized (receiving) {
      while (!closed) {
        Reception reception = receiver.receive();
        if (!(reception instanceof Reception.Empty) || timeoutNanos == 0) {
          return reception;
        }
        long left = timeoutNanos;
        if (timeoutNanos != FOREVER) {
          left = Math.max(0, timeoutNanos - (System.nanoTime() - begin));
        }
        if (!receiver.await(left) && !closed) {
          return reception;
        }
      }
      return Receiver.CLOSED;
    }
  }

  @Override
  public void close() {
    closed = true;
    closing.signal();
    synchronized (sending) {
      synchronized (receiving) {
        closing.retire();
        resources.close();
      }
    }
  }

  /** The descriptor, for {@link Poller}. */
  int descriptor() {
    return options.descriptor();
  }

  private void requireOpen(String operation) throws KernelException {
    if (closed) {
      throw new KernelException(operation + " on a closed socket", Libc.EBADF);
    }
  }
}
