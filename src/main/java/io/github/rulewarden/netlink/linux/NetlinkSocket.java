package io.github.rulewarden.netlink.linux;

import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.Reception;
import io.github.rulewarden.netlink.Transport;

/**
 * A netlink socket ({@code man 7 netlink}) of the network namespace of the thread that opened it.
 *
 * <p>It asks for extended acknowledgements (NETLINK_EXT_ACK), short refusals (NETLINK_CAP_ACK) and
 * strict checks of what a dump is asked for (NETLINK_GET_STRICT_CHK), where the kernel knows them.
 *
 * <p>One thread may send while another one receives. {@link #close()} ends a receive under way and
 * returns when the descriptors are closed.
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
   * Links the native calls, for which else the first socket has to wait: some 30 ms of a start. Any
   * thread may do it ahead of time.
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
   * Joins a multicast group (NETLINK_ADD_MEMBERSHIP): from now on its notifications are received.
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
   * Leaves a multicast group (NETLINK_DROP_MEMBERSHIP). What it told before can still be received.
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
   * Sets the receive buffer, beyond the system's limit if the process may (SO_RCVBUFFORCE takes
   * CAP_NET_ADMIN in the initial user namespace), else up to that limit.
   *
   * @param bytes how many bytes of messages, the kernel's own overhead included
   * @return how many the kernel granted; it counts twice what was asked for
   * @throws KernelException EBADF if closed
   */
  public int receiveBuffer(int bytes) throws KernelException {
    synchronized (sending) {
      requireOpen("setting the receive buffer");
      return options.receiveBuffer(bytes);
    }
  }

  /**
   * From now on the kernel drops what the filter does not let through, before it takes room in the
   * receive buffer; that is no overrun.
   *
   * @throws KernelException EINVAL if the program is none; EBADF if closed
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
   * <p>A datagram of up to 64 KiB fits; the kernel's own are at most half of that.
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

  /** For {@link Poller}: the number that poll takes. */
  int descriptor() {
    return options.descriptor();
  }

  private void requireOpen(String operation) throws KernelException {
    if (closed) {
      throw new KernelException(operation + " on a closed socket", Libc.EBADF);
    }
  }
}
