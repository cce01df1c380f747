package io.github.rulewarden.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import jnr.unixsocket.UnixDatagramChannel;
import jnr.unixsocket.UnixSocketAddress;

/**
 * Receives the notices to systemd from a notify socket as soon as they arrive, as systemd does: a
 * socket holds only ten notices, and the daemon does not wait for space.
 */
final class Notices {
  private static final String FAREWELL = "FAREWELL";

  private final NotifySocket socket;
  private final BlockingQueue<String> unread = new LinkedBlockingQueue<>();
  private final Thread reader;

  private Notices(NotifySocket socket) {
    this.socket = socket;
    this.reader = Thread.ofPlatform().daemon().name("notices").start(this::read);
  }

  static Notices open() throws IOException {
    return new Notices(NotifySocket.open());
  }

  /** Returns the value for {@code NOTIFY_SOCKET}. */
  String path() {
    return socket.path();
  }

  private void read() {
    while (true) {
      try {
        String notice = socket.next();
        if (notice.equals(FAREWELL)) {
          return;
        }
        unread.add(notice);
      } catch (AssertionError silence) {
        // No notice came in time, and the reader waits again; a test that awaits one has its own
        // limit.
      }
    }
  }

  /** Waits for the next notice. */
  String next() {
    try {
      String notice = unread.poll(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      if (notice == null) {
        throw new AssertionError("no further notice to systemd");
      }
      return notice;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for a notice", e);
    }
  }

  /**
   * Ends the reader first, because a descriptor must not be closed while a thread reads from it.
   */
  void close() throws IOException, InterruptedException {
    try (UnixDatagramChannel channel = UnixDatagramChannel.open()) {
      ByteBuffer farewell = ByteBuffer.wrap(FAREWELL.getBytes(StandardCharsets.US_ASCII));
      channel.send(farewell, new UnixSocketAddress(path()));
    }
    reader.join();
    socket.close();
  }
}
