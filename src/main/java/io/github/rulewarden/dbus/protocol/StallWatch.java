package io.github.rulewarden.dbus.protocol;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Closes a connection whose writes no longer make progress.
 *
 * <p>A bus queues the messages that its users do not read, up to a limit for the messages of one
 * sender to all of them; then it reads nothing more from that sender. So two users that never read
 * could cut the daemon off from all others. On a new connection the daemon starts with an empty
 * queue, and the bus queues nothing more for those two users.
 */
public final class StallWatch implements AutoCloseable {
  private final BusConnection connection;
  private final long tickMillis;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform().name("bus-stall").daemon().unstarted(this::watch);
  private volatile boolean hasStalled;

  /**
   * Starts to watch.
   *
   * @param tick a write that takes no longer is never interrupted; a write that takes twice as long
   *     always is
   */
  public StallWatch(BusConnection connection, Duration tick) {
    this.connection = connection;
    this.tickMillis = tick.toMillis();
    thread.start();
  }

  private void watch() {
    try {
      boolean isOver = over.getCount() == 0;
      while (!isOver) {
        // This thread must not wake up a daemon that sends nothing.
        connection.awaitWrite();
        long seen = connection.writeCount();
        isOver = over.await(tickMillis, TimeUnit.MILLISECONDS);
        if (!isOver && BusConnection.isInProgress(seen) && connection.writeCount() == seen) {
          hasStalled = true;
          connection.close();
          isOver = true;
        }
      }
    } catch (InterruptedException | IOException ended) {
      // The connection is no longer in use.
    }
  }

  /** Whether the connection ended because of this. */
  public boolean hasStalled() {
    return hasStalled;
  }

  /** Stops to watch, and waits for the thread, which ends at once. */
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
