package io.github.rulewarden.dbus.protocol;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * One connection to a bus. One thread receives, and any thread may send; closing the connection or
 * interrupting a thread on it ends both. Every failure is an IOException, after which the
 * connection cannot be used.
 */
public final class BusConnection implements Closeable {
  /**
   * The bus takes the identity from the credentials of the socket, so the client sends none. This
   * works in user namespaces as well, where the two sides know a user by different numbers.
   */
  private static final String HANDSHAKE = "\0AUTH EXTERNAL\r\nDATA\r\nBEGIN\r\n";

  /** The reply to the handshake: {@code DATA}, then {@code OK} and the id of the bus. */
  private static final int MAX_HANDSHAKE_REPLY = 256;

  /** The JDK keeps an off-heap buffer of the size of the largest write for each thread. */
  private static final int MAX_WRITE = 1 << 16;

  private final SocketChannel channel;
  private final MessageReader reader;
  private final AtomicInteger lastSerial = new AtomicInteger();
  private final Object sendLock = new Object();

  /** Counts both the start and the end of each write. */
  private final AtomicLong writeCount = new AtomicLong();

  /** The thread that waits for a write to start. */
  private volatile Optional<Thread> writeWatcher = Optional.empty();

  /**
   * A connection that is not connected yet, so that another thread can close it while it connects.
   *
   * @param maxBodyLength the longest body that is accepted, in bytes
   */
  public BusConnection(int maxBodyLength) throws IOException {
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    reader = new MessageReader(channel, maxBodyLength);
  }

  /** Connects, authenticates and gets a unique name. Waits for the bus. */
  public void connect(UnixDomainSocketAddress address) throws IOException, ErrorReply {
    channel.connect(address);
    authenticate();
    call(Request.toBus("Hello"));
  }

  private void authenticate() throws IOException {
    channel.write(ByteBuffer.wrap(HANDSHAKE.getBytes(StandardCharsets.US_ASCII)));
    ByteBuffer reply = ByteBuffer.allocate(MAX_HANDSHAKE_REPLY);
    String text = "";
    while (!text.endsWith("\n") || text.equals("DATA\r\n")) {
      if (channel.read(reply) <= 0) {
        throw new EOFException("the bus closed the connection during authentication");
      }
      text = new String(reply.array(), 0, reply.position(), StandardCharsets.US_ASCII);
    }
    if (!text.startsWith("DATA\r\nOK ")) {
      throw new IOException("the bus rejected the authentication: '" + text.strip() + "'");
    }
  }

  /** Waits for the next message. Replies with an error to calls that are too long. */
  public Message receive() throws IOException {
    MessageReader.Received received = reader.next();
    while (received.isTooLong()) {
      sendError(
          received.message(),
          new ErrorReply(ErrorReply.LIMITS_EXCEEDED, "The arguments are too long."));
      received = reader.next();
    }
    return received.message();
  }

  /**
   * Calls a method and waits for the reply. Drops every other message that arrives meanwhile.
   *
   * @throws ErrorReply if the reply is an error
   */
  public List<Value> call(Request request) throws IOException, ErrorReply {
    return call(request, unrelated -> {});
  }

  /**
   * Calls a method and waits for the reply.
   *
   * @param unrelated receives every other message that arrives meanwhile
   * @throws ErrorReply if the reply is an error
   */
  public List<Value> call(Request request, Consumer<Message> unrelated)
      throws IOException, ErrorReply {
    long serial = nextSerial();
    sendCall(serial, request);
    Message message = receive();
    while (!request.isAnsweredBy(message) || message.replySerial() != serial) {
      unrelated.accept(message);
      message = receive();
    }
    return message.replyValues();
  }

  /**
   * Calls a method without waiting for the reply.
   *
   * @param serial the reply serial of the reply
   */
  public void sendCall(long serial, Request request) throws IOException {
    send(MessageEncoder.call(serial, request));
  }

  /** Replies to a call if its sender expects that; with an error if the reply is too long. */
  public void sendReply(Message call, List<Value> values) throws IOException {
    if (call.isReplyExpected()) {
      try {
        send(MessageEncoder.reply(nextSerial(), call, values));
      } catch (Marshaller.TooLongException tooLong) {
        sendError(call, new ErrorReply(ErrorReply.LIMITS_EXCEEDED, ErrorReply.sentence(tooLong)));
      }
    }
  }

  /** Replies to a call with an error if its sender expects a reply. */
  public void sendError(Message call, ErrorReply error) throws IOException {
    if (call.isReplyExpected()) {
      send(MessageEncoder.error(nextSerial(), call, error));
    }
  }

  /**
   * Sends a signal to every user of the bus who subscribed to it.
   *
   * @throws Marshaller.TooLongException if the values do not fit into a message
   */
  public void sendSignal(String path, String interfaceName, String member, List<Value> values)
      throws IOException {
    send(MessageEncoder.signal(nextSerial(), path, interfaceName, member, values));
  }

  /** The serial of the next message; never 0, which means none. */
  public long nextSerial() {
    int serial = lastSerial.incrementAndGet();
    return Integer.toUnsignedLong(serial == 0 ? lastSerial.incrementAndGet() : serial);
  }

  private void send(ByteBuffer message) throws IOException {
    int end = message.limit();
    synchronized (sendLock) {
      while (message.position() < end) {
        message.limit(Math.min(end, message.position() + MAX_WRITE));
        writeCount.incrementAndGet();
        Optional<Thread> watcher = writeWatcher;
        if (watcher.isPresent()) {
          LockSupport.unpark(watcher.get());
        }
        channel.write(message);
        writeCount.incrementAndGet();
      }
    }
  }

  /** Waits until a write is in progress or the calling thread is unparked. */
  void awaitWrite() {
    writeWatcher = Optional.of(Thread.currentThread());
    if (!isInProgress(writeCount())) {
      LockSupport.park(this);
    }
    writeWatcher = Optional.empty();
  }

  /** A number that changes whenever a write starts or ends. */
  long writeCount() {
    return writeCount.get();
  }

  /** Whether a write was in progress at this count. */
  static boolean isInProgress(long writeCount) {
    return (writeCount & 1) != 0;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
