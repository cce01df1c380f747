package io.github.rulewarden.dbus;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.Error;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MethodCall;
import org.freedesktop.dbus.messages.constants.Flags;

/**
 * One connection to a bus. One thread receives, any may send; closing or interrupting ends both. A
 * failure of any kind is an IOException, and the connection is then of no more use.
 */
final class BusConnection implements Closeable {
  /** The identity is the peer's credentials, so none is written out; works in containers too. */
  private static final String HANDSHAKE = "\0AUTH EXTERNAL\r\nDATA\r\nBEGIN\r\n";

  /** The answer to it: {@code DATA}, then {@code OK} and the bus's id. */
  private static final int HANDSHAKE_LIMIT = 256;

  /** The JDK keeps a buffer off the heap as large as the largest write, for each thread. */
  private static final int WRITE_LIMIT = 1 << 16;

  private final SocketChannel channel;
  private final MessageReader incoming;
  private final AtomicInteger serials = new AtomicInteger();
  private final Object sending = new Object();

  /** Counts each write's begin and its end. */
  private final AtomicLong writes = new AtomicLong();

  /** Who waits for a write to begin. */
  private volatile Optional<Thread> waiting = Optional.empty();

  /**
   * A connection that leads nowhere yet, so that another thread can close it while it is set up.
   *
   * @param bodyLimit the longest body that is taken, in bytes
   */
  BusConnection(int bodyLimit) throws IOException {
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    incoming = new MessageReader(channel, bodyLimit);
  }

  /** Connects, says who we are, and is given a unique name. Waits for the bus. */
  void connect(BusAddress address) throws IOException, ErrorReply {
    channel.connect(address.socket());
    authenticate();
    call(Request.toBus("Hello"));
  }

  private void authenticate() throws IOException {
    channel.write(ByteBuffer.wrap(HANDSHAKE.getBytes(StandardCharsets.US_ASCII)));
    ByteBuffer answer = ByteBuffer.allocate(HANDSHAKE_LIMIT);
    String text = "";
    while (!text.endsWith("\n") || text.equals("DATA\r\n")) {
      if (channel.read(answer) <= 0) {
        throw new EOFException("the bus hung up while we introduced ourselves");
      }
      text = new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
    }
    if (!text.startsWith("DATA\r\nOK ")) {
      throw new IOException("the bus does not accept us: '" + text.strip() + "'");
    }
  }

  /** Waits for the next message. Calls that are too long are refused here. */
  Message receive() throws IOException {
    MessageReader.Received received = incoming.next();
    while (received.tooLong()) {
      if (received.message() instanceof MethodCall call) {
        sendError(call, new ErrorReply(ErrorReply.LIMITS_EXCEEDED, "The arguments are too long."));
      }
      received = incoming.next();
    }
    return received.message();
  }

  /**
   * Calls and waits for the answer. What else arrives meanwhile is dropped: only while nobody knows
   * our name, or in a process that offers nothing.
   *
   * @return the answer's values
   * @throws ErrorReply what the other answered instead
   */
  Object[] call(Request request) throws IOException, ErrorReply {
    long serial = nextSerial();
    sendCall(serial, request);
    Message reply = receive();
    while (!request.isAnsweredBy(reply) || reply.getReplySerial() != serial) {
      reply = receive();
    }
    return values(reply);
  }

  /**
   * Calls without waiting.
   *
   * @param serial what the answer will give as the serial it replies to
   */
  void sendCall(long serial, Request request) throws IOException {
    send(MessageEncoder.call(serial, request));
  }

  void sendReply(MethodCall call, List<Value> values) throws IOException {
    if (isReplyExpected(call)) {
      send(MessageEncoder.reply(nextSerial(), call, values));
    }
  }

  void sendError(MethodCall call, ErrorReply error) throws IOException {
    if (isReplyExpected(call)) {
      send(MessageEncoder.error(nextSerial(), call, error));
    }
  }

  /** Sends a signal of our object. */
  void sendSignal(String interfaceName, String member, List<Value> values) throws IOException {
    send(MessageEncoder.signal(nextSerial(), interfaceName, member, values));
  }

  /** The values of an answer; what the other answered instead is thrown. */
  static Object[] values(Message reply) throws IOException, ErrorReply {
    Object[] values;
    try {
      values = reply.getParameters();
    } catch (DBusException | RuntimeException malformed) {
      throw new IOException("an answer makes no sense: " + malformed, malformed);
    }
    if (reply instanceof Error) {
      String sentence = values.length > 0 ? String.valueOf(values[0]) : reply.getName();
      throw new ErrorReply(reply.getName(), sentence);
    }
    return values;
  }

  /** A bus says who sent a message; where nobody did, nobody waits. */
  private static boolean isReplyExpected(MethodCall call) {
    return (call.getFlags() & Flags.NO_REPLY_EXPECTED) == 0 && call.getSource() != null;
  }

  /** For the next message; never zero, which means none. */
  long nextSerial() {
    int serial = serials.incrementAndGet();
    return Integer.toUnsignedLong(serial == 0 ? serials.incrementAndGet() : serial);
  }

  private void send(ByteBuffer message) throws IOException {
    int end = message.limit();
    synchronized (sending) {
      while (message.position() < end) {
        message.limit(Math.min(end, message.position() + WRITE_LIMIT));
        writes.incrementAndGet();
        Optional<Thread> watcher = waiting;
        if (watcher.isPresent()) {
          LockSupport.unpark(watcher.get());
        }
        channel.write(message);
        writes.incrementAndGet();
      }
    }
  }

  /** Waits until a write is under way, or somebody unparks the calling thread. */
  void awaitWrite() {
    waiting = Optional.of(Thread.currentThread());
    if (!isUnderWay(writes())) {
      LockSupport.park(this);
    }
    waiting = Optional.empty();
  }

  /** Another number whenever a write has begun or ended. */
  long writes() {
    return writes.get();
  }

  /** Whether one had begun and not ended at this number. */
  static boolean isUnderWay(long writes) {
    return (writes & 1) != 0;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
