package io.github.rulewarden.dbus;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

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
  private volatile boolean hasStalled;

  /**
   * Begins to watch.
   *
   * @param tick one write may take this long in any case, and twice as long in none
   */
  StallWatch(BusConnection connection, Duration tick) {
    this.connection = connection;
    this.tickMillis = tick.toMillis();
    Thread.ofPlatform().name("bus-stall").daemon().start(this::watch);
  }

  private void watch() {
    try {
      long seen = 0;
      while (!over.await(tickMillis, TimeUnit.MILLISECONDS)) {
        long now = connection.writes();
        if (now == seen && BusConnection.isUnderWay(now)) {
          hasStalled = true;
          connection.close();
          return;
        }
        seen = now;
      }
    } catch (InterruptedException | IOException nothingToClose) {
      // Nobody waits any longer.
    }
  }

  /** Whether this is why the connection has ended. */
  boolean hasStalled() {
    return hasStalled;
  }

  @Override
  public void close() {
    over.countDown();
  }
}
