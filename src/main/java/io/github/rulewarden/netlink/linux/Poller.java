package io.github.rulewarden.netlink.linux;

import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.Transport;
import java.util.ArrayList;
import java.util.List;

/**
 * One thread's wait on several netlink sockets, a wake-up and the clock ({@code man 2 ppoll}).
 *
 * <pre>{@code
 * poller.await(timeoutNanos);
 * if (poller.isReady(rules)) {
 *   // drain it: rules.receive(0) until it is Empty
 * }
 * if (poller.isWoken()) { ... }
 * }</pre>
 *
 * <p>Only {@link #wake()} is for other threads. Waiting allocates nothing. Forget a socket before
 * it is closed.
 */
public final class Poller implements AutoCloseable {
  /** The first place is the wake-up's. */
  private static final int FIRST = 1;

  private final Resources resources = new Resources();
  private final WakeUp wakeUp;
  private final PollSet set;
  private final List<NetlinkSocket> sockets;
  private final int capacity;
  private boolean woken;

  /**
   * @param capacity how many sockets there can be at most
   * @throws KernelException EMFILE
   */
  public Poller(int capacity) throws KernelException {
    try {
      wakeUp = new WakeUp(resources);
    } catch (KernelException e) {
      resources.close();
      throw e;
    }
    this.set = new PollSet(resources.arena(), capacity + FIRST);
    this.sockets = new ArrayList<>(capacity);
    this.capacity = capacity;
    set.put(0, wakeUp.descriptor());
  }

  /** Waits for this socket, too, from the next wait on. */
  public void watch(NetlinkSocket socket) {
    if (sockets.size() == capacity) {
      throw new IllegalStateException("the poller has room for " + capacity + " sockets");
    }
    set.put(FIRST + sockets.size(), socket.descriptor());
    sockets.add(socket);
  }

  /** Waits for this socket no longer. */
  public void forget(NetlinkSocket socket) {
    int place = placeOf(socket);
    if (place < 0) {
      return;
    }
    // The last one takes the place; what it had ready is seen again by the next wait.
    NetlinkSocket last = sockets.removeLast();
    if (last != socket) {
      sockets.set(place, last);
      set.put(FIRST + place, last.descriptor());
    }
  }

  /**
   * Waits until a socket has something to receive, {@link #wake()} is called, or the time is over.
   * A wake-up before the wait ends it at once.
   *
   * @param timeoutNanos 0 not to wait, {@link Transport#FOREVER} to wait without end
   */
  public void await(long timeoutNanos) throws KernelException {
    Libc.check("waiting for netlink", set.await(FIRST + sockets.size(), timeoutNanos));
    woken = set.isReady(0);
    if (woken) {
      wakeUp.reset();
    }
  }

  /** Whether the last wait saw something to receive on this socket, or an overrun. */
  public boolean isReady(NetlinkSocket socket) {
    int place = placeOf(socket);
    return place >= 0 && set.isReady(FIRST + place);
  }

  /**
   * Whether {@link #wake()} was called before the end of the last wait and after the one before.
   */
  public boolean isWoken() {
    return woken;
  }

  /** Ends the wait under way, or else the next one. For any thread. */
  public void wake() {
    wakeUp.signal();
  }

  /** Frees what the wait needs; the sockets stay open. No wait may be under way. */
  @Override
  public void close() {
    wakeUp.retire();
    resources.close();
  }

  private int placeOf(NetlinkSocket socket) {
    for (int i = 0; i < sockets.size(); i++) {
      if (sockets.get(i) == socket) {
        return i;
      }
    }
    return -1;
  }
}
