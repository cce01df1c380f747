package io.github.rulewarden.netlink.linux;

import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.Transport;
import java.util.ArrayList;
import java.util.List;

/**
 * Waits on several netlink sockets, a wake-up and the clock in one thread ({@code man 2 ppoll}).
 *
 * <pre>{@code
 * poller.await(timeoutNanos);
 * if (poller.isReady(rules)) {
 *   // drain it: rules.receive(0) until it is Empty
 * }
 * if (poller.isWoken()) { ... }
 * }</pre>
 *
 * <p>Other threads may only call {@link #wake()}. Waiting does not allocate memory. Call {@link
 * #forget} before a socket is closed.
 */
public final class Poller implements AutoCloseable {
  /** The index after that of the wake-up. */
  private static final int FIRST = 1;

  private final Resources resources = new Resources();
  private final WakeUp wakeUp;
  private final PollSet set;
  private final List<AutoCloseable> watched;
  private final int capacity;
  private boolean woken;

  /**
   * @param capacity the largest number of sockets and clocks
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
    this.watched = new ArrayList<>(capacity);
    this.capacity = capacity;
    set.put(0, wakeUp.descriptor());
  }

  /** Adds a socket to the next waits. */
  public void watch(NetlinkSocket socket) {
    watch(socket, socket.descriptor());
  }

  /** Adds a clock to the next waits. */
  public void watch(ClockWatch clock) {
    watch(clock, clock.descriptor());
  }

  private void watch(AutoCloseable owner, int descriptor) {
    if (watched.size() == capacity) {
      throw new IllegalStateException("the poller has room for " + capacity + " descriptors");
    }
    set.put(FIRST + watched.size(), descriptor);
    watched.add(owner);
  }

  /** Removes a socket. */
  public void forget(NetlinkSocket socket) {
    int index = indexOf(socket);
    if (index < 0) {
      return;
    }
    // The last one moves to the free index. The next wait reports it again if it was ready.
    AutoCloseable last = watched.removeLast();
    if (!last.equals(socket)) {
      watched.set(index, last);
      set.move(FIRST + watched.size(), FIRST + index);
    }
  }

  /**
   * Waits until a socket is readable, the clock jumps, {@link #wake()} is called, or the timeout
   * passes. A wake-up before the wait ends it immediately.
   *
   * @param timeoutNanos 0 does not wait, {@link Transport#FOREVER} has no timeout
   */
  public void await(long timeoutNanos) throws KernelException {
    Libc.check("waiting for netlink", set.await(FIRST + watched.size(), timeoutNanos));
    woken = set.isReady(0);
    if (woken) {
      wakeUp.reset();
    }
  }

  /** Whether the last wait found a message or an overrun on this socket. */
  public boolean isReady(NetlinkSocket socket) {
    int index = indexOf(socket);
    return index >= 0 && set.isReady(FIRST + index);
  }

  /** Whether the last wait found that the clock jumped. */
  public boolean isReady(ClockWatch clock) {
    int index = indexOf(clock);
    return index >= 0 && set.isReady(FIRST + index);
  }

  /**
   * Whether {@link #wake()} was called before the end of the last wait and after the one before.
   */
  public boolean isWoken() {
    return woken;
  }

  /** Ends the current wait or, if there is none, the next one. Any thread may call this. */
  public void wake() {
    wakeUp.signal();
  }

  /** Frees the resources of this poller. The sockets stay open. No wait may be in progress. */
  @Override
  public void close() {
    wakeUp.retire();
    resources.close();
  }

  private int indexOf(AutoCloseable owner) {
    for (int i = 0; i < watched.size(); i++) {
      if (watched.get(i).equals(owner)) {
        return i;
      }
    }
    return -1;
  }
}
