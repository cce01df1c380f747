package io.github.rulewarden.dbus;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends a connection on which nothing goes out any more.
 *
 * <p>A bus keeps what its users do not read, up to a bound for what one sender sends to all of
 * them; then it takes nothing more from him. So two users who never read could take the daemon from
 * everybody else. Who comes back on another connection begins anew, and of those two nobody can
 * have more kept for him.
 */
final class StallWatch implements AutoCloseable {
  private final BusConnection connection;
  private final long tickMillis;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform().name("bus-stall").daemon().unstarted(this::watch);
  private volatile boolean hasStalled;

  /**
   * Begins to watch.
   *
   * @param tick one write may take this long in any case, and twice as long in none
   */
  StallWatch(BusConnection connection, Duration tick) {
    this.connection = connection;
    this.tickMillis = tick.toMillis();
    thread.start();
  }

  private void watch() {
    try {
      boolean isOver = over.getCount() == 0;
      while (!isOver) {
        // A daemon that says nothing is not to be woken for that.
        connection.awaitWrite();
        long seen = connection.writes();
        isOver = over.await(tickMillis, TimeUnit.MILLISECONDS);
        if (!isOver && BusConnection.isUnderWay(seen) && connection.writes() == seen) {
          hasStalled = true;
          connection.close();
          isOver = true;
        }
      }
    } catch (InterruptedException | IOException nothingToClose) {
      // Nobody waits any longer.
    }
  }

  /** Whether this is why the connection has ended. */
  boolean hasStalled() {
    return hasStalled;
  }

  /** Waits for the end of the watch, too, which is at once. */
  @Override
  public void close() {
    over.countDown();
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
