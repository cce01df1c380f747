package io.github.rulewarden.kernel;

import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Errno;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.Reception;
import io.github.rulewarden.netlink.Transport;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A socket to a {@link FakeKernel}: for requests, or for events. A receive never waits. */
final class FakeSocket implements Transport {
  private final FakeKernel kernel;
  private final int portId;
  private final Deque<Arrival> queue = new ArrayDeque<>();
  private boolean isClosed;
  private boolean isUsed;

  FakeSocket(FakeKernel kernel, int portId) {
    this.kernel = kernel;
    this.portId = portId;
  }

  /** Appends to the receive queue. */
  void queue(List<Arrival> arrivals) {
    queue.addAll(arrivals);
  }

  boolean hasSomething() {
    return !queue.isEmpty();
  }

  boolean isClosed() {
    return isClosed;
  }

  /**
   * Whether the socket has received anything; from then on the first datagram of a dump is large,
   * too.
   */
  boolean isUsed() {
    return isUsed;
  }

  @Override
  public int portId() {
    return portId;
  }

  @Override
  public void send(Bytes datagram) throws KernelException {
    if (isClosed) {
      throw new KernelException("sending on a closed socket", Errno.EBADF.number());
    }
    try {
      kernel.take(this, Frame.decode(datagram));
    } catch (MalformedMessageException e) {
      throw new AssertionError("not a netlink message: " + datagram, e);
    }
  }

  @Override
  public Reception receive(long timeoutNanos) throws NetlinkException {
    if (isClosed) {
      return new Reception.Closed();
    }
    if (queue.isEmpty()) {
      return new Reception.Empty();
    }
    isUsed = true;
    return queue.remove().take();
  }

  @Override
  public void close() {
    isClosed = true;
    kernel.hangUp(this);
  }
}
