package io.github.rulewarden.dbus;

import io.github.rulewarden.api.Manager;
import io.github.rulewarden.dbus.protocol.BusConnection;
import io.github.rulewarden.dbus.protocol.ErrorReply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** A bus that sends a fixed sequence of bytes, whatever it receives. */
final class FakeBus implements AutoCloseable {
  /**
   * The course of a session.
   *
   * @param end why it ended
   * @param received all bytes that the bus received
   */
  record Conversation(Exception end, String received) {}

  private static final int MAX_BODY_LENGTH = 1 << 16;

  /** What the client sends before it expects a reply. */
  private static final int LENGTH_OF_HANDSHAKE = "\0AUTH EXTERNAL\r\nDATA\r\nBEGIN\r\n".length();

  private final ServerSocketChannel listener;
  private final BusAddress address;
  private final BlockingQueue<byte[]> toSend = new ArrayBlockingQueue<>(1);
  private final BlockingQueue<String> received = new ArrayBlockingQueue<>(1);

  /** Listens at {@code socket}, which exists when the constructor returns. */
  FakeBus(Path socket) {
    try {
      listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      listener.bind(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    address = new BusAddress("unix:path=" + socket);
    Thread.ofPlatform().daemon().name("fake bus").start(this::serve);
  }

  /** Runs a session against a bus that sends {@code bytes} and then closes the connection. */
  Conversation converse(byte[] bytes, Manager manager) {
    try {
      toSend.put(bytes);
      Exception end = run(manager);
      return new Conversation(end, received.take());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Exception run(Manager manager) {
    try (BusConnection connection = new BusConnection(MAX_BODY_LENGTH)) {
      connection.connect(address.socket());
      Session session =
          new Session(
              connection, new ManagerObject(manager, "1.2.3"), manager, Polkit.Timeouts.DEFAULT);
      session.acquireName();
      session.serve();
      throw new AssertionError("the session ended without a reason");
    } catch (IOException | ErrorReply expected) {
      return expected;
    }
  }

  private void serve() {
    try {
      while (true) {
        received.put(serveOne(toSend.take()));
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Sends the reply to the handshake first, and the rest once a message has arrived. */
  private String serveOne(byte[] bytes) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (SocketChannel channel = listener.accept()) {
      int handshake = handshakeLength(bytes);
      channel.write(ByteBuffer.wrap(bytes, 0, handshake));
      boolean isAuthenticated = handshake == bytes.length;
      if (isAuthenticated) {
        channel.shutdownOutput();
      }
      ByteBuffer buffer = ByteBuffer.allocate(1 << 12);
      for (int read = channel.read(buffer); read >= 0; read = channel.read(buffer.clear())) {
        all.write(buffer.array(), 0, read);
        if (!isAuthenticated && all.size() > LENGTH_OF_HANDSHAKE) {
          isAuthenticated = true;
          channel.write(ByteBuffer.wrap(bytes, handshake, bytes.length - handshake));
          channel.shutdownOutput();
        }
      }
    } catch (IOException closed) {
      // The client may close the connection before it has read everything.
    }
    return all.toString(StandardCharsets.ISO_8859_1);
  }

  /** Returns the length of the first two lines, or of everything if there are fewer. */
  private static int handshakeLength(byte[] bytes) {
    int lines = 0;
    for (int i = 0; i < bytes.length; i++) {
      lines += bytes[i] == '\n' ? 1 : 0;
      if (lines == 2) {
        return i + 1;
      }
    }
    return bytes.length;
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
