package io.github.rulewarden.dbus;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Closes a connection when its time is over: that is what ends a wait for a socket. */
final class Deadline implements AutoCloseable {
  private final CountDownLatch met = new CountDownLatch(1);

  Deadline(BusConnection connection, Duration limit) {
    Thread.ofPlatform()
        .name("bus-limit")
        .daemon()
        .start(() -> {
          try {
            if (!met.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
              connection.close();
            }
          } catch (InterruptedException | IOException nothingToClose) {
            // Nobody waits any longer.
          }
        });
  }

  /** It was met. */
  @Override
  public void close() {
    met.countDown();
  }
}
