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
  private final List<AutoCloseable> watched;
  private final int capacity;
  private boolean woken;

  /**
   * @param capacity how much can be waited for at most
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

  /** Waits for this socket, too, from the next wait on. */
  public void watch(NetlinkSocket socket) {
    watch(socket, socket.descriptor());
  }

  /** Waits for a jump of the clock, too, from the next wait on. */
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

  /** Waits for this socket no longer. */
  public void forget(NetlinkSocket socket) {
    int place = placeOf(socket);
    if (place < 0) {
      return;
    }
    // The last one takes the place; what it had ready is seen again by the next wait.
    AutoCloseable last = watched.removeLast();
    if (!last.equals(socket)) {
      watched.set(place, last);
      set.move(FIRST + watched.size(), FIRST + place);
    }
  }

  /**
   * Waits until a socket has something to receive, {@link #wake()} is called, or the time is over.
   * A wake-up before the wait ends it at once.
   *
   * @param timeoutNanos 0 not to wait, {@link Transport#FOREVER} to wait without end
   */
  public void await(long timeoutNanos) throws KernelException {
    Libc.check("waiting for netlink", set.await(FIRST + watched.size(), timeoutNanos));
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

  /** Whether the last wait saw that the clock jumped. */
  public boolean isReady(ClockWatch clock) {
    int place = placeOf(clock);
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

  private int placeOf(AutoCloseable owner) {
    for (int i = 0; i < watched.size(); i++) {
      if (watched.get(i).equals(owner)) {
        return i;
      }
    }
    return -1;
  }
}
