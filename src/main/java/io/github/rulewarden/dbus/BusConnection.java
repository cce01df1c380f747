package io.github.rulewarden.dbus;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.Error;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MessageFactory;
import org.freedesktop.dbus.messages.MethodCall;
import org.freedesktop.dbus.messages.constants.Endian;
import org.freedesktop.dbus.messages.constants.Flags;
import org.freedesktop.dbus.spi.message.InputStreamMessageReader;

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
  private final InputStreamMessageReader reader;
  private final MessageFactory messages =
      new MessageFactory(
          ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? Endian.BIG : Endian.LITTLE);
  private final Object sending = new Object();

  /**
   * A connection that leads nowhere yet, so that another thread can close it while it is set up.
   */
  BusConnection() throws IOException {
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    reader = new InputStreamMessageReader(channel);
  }

  /** Connects, says who we are, and is given a unique name. Waits for the bus. */
  void connect(BusAddress address) throws IOException, ErrorReply {
    channel.connect(address.socket());
    authenticate();
    call(Names.BUS, Names.BUS_PATH, Names.BUS, "Hello", "");
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

  /** The next message. */
  Message receive() throws IOException {
    try {
      while (true) {
        Message message = reader.readMessage();
        if (message != null) {
          return message;
        }
      }
    } catch (DBusException | RuntimeException malformed) {
      throw new IOException("the bus sent a message that makes no sense: " + malformed, malformed);
    }
  }

  /**
   * Calls and waits for the answer. What else arrives meanwhile is dropped: only while nobody knows
   * our name, or in a process that offers nothing.
   *
   * @return the answer's values
   * @throws ErrorReply what the other answered instead
   */
  Object[] call(
      String destination,
      String path,
      String interfaceName,
      String member,
      String signature,
      Object... arguments)
      throws IOException, ErrorReply {
    long serial = sendCall(destination, path, interfaceName, member, signature, arguments);
    Message reply = receive();
    while (reply.getReplySerial() != serial) {
      reply = receive();
    }
    return values(reply);
  }

  /**
   * Calls without waiting.
   *
   * @return what the answer will give as the serial it replies to
   */
  long sendCall(
      String destination,
      String path,
      String interfaceName,
      String member,
      String signature,
      Object... arguments)
      throws IOException {
    try {
      Message call =
          messages.createMethodCall(
              destination, path, interfaceName, member, Flags.NO_AUTO_START, signature, arguments);
      send(call);
      return call.getSerial();
    } catch (DBusException unsendable) {
      throw new IllegalArgumentException(unsendable);
    }
  }

  void sendReply(MethodCall call, Body body) throws IOException {
    if ((call.getFlags() & Flags.NO_REPLY_EXPECTED) == 0) {
      try {
        send(messages.createMethodReturn(call, body.signature(), body.values()));
      } catch (DBusException unsendable) {
        throw new IllegalArgumentException(unsendable);
      }
    }
  }

  void sendError(MethodCall call, ErrorReply error) throws IOException {
    if ((call.getFlags() & Flags.NO_REPLY_EXPECTED) == 0) {
      try {
        send(
            messages.createError(
                call.getSource(), error.name(), call.getSerial(), "s", error.sentence()));
      } catch (DBusException unsendable) {
        throw new IllegalArgumentException(unsendable);
      }
    }
  }

  /** Sends a signal of our object. */
  void sendSignal(String interfaceName, String member, Body body) throws IOException {
    try {
      // Without a sender: the bus writes it in.
      send(
          messages.createSignal(
              null, Names.PATH, interfaceName, member, body.signature(), body.values()));
    } catch (DBusException unsendable) {
      throw new IllegalArgumentException(unsendable);
    }
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

  /** In one piece: dbus-java itself would write each field on its own. */
  private void send(Message message) throws IOException {
    byte[][] pieces = message.getWireData();
    int length = 0;
    for (int i = 0; i < pieces.length && pieces[i] != null; i++) {
      length += pieces[i].length;
    }
    ByteBuffer whole = ByteBuffer.allocate(length);
    for (int i = 0; i < pieces.length && pieces[i] != null; i++) {
      whole.put(pieces[i]);
    }
    synchronized (sending) {
      whole.limit(0).position(0);
      while (whole.limit() < length) {
        whole.limit(Math.min(length, whole.position() + WRITE_LIMIT));
        while (whole.hasRemaining()) {
          channel.write(whole);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
