package io.github.rulewarden.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.api.Manager;
import io.github.rulewarden.dbus.protocol.BusConnection;
import io.github.rulewarden.dbus.protocol.ErrorReply;
import io.github.rulewarden.dbus.protocol.Message;
import io.github.rulewarden.dbus.protocol.MessageReader;
import io.github.rulewarden.dbus.protocol.StandardNames;
import io.github.rulewarden.dbus.protocol.TestMessages;
import io.github.rulewarden.dbus.protocol.Value;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A bus and all its users, controlled by a test: it receives what a session sends, one message
 * after the other, and sends any message with any sender.
 */
final class ScriptedBus implements AutoCloseable {
  private static final int MAX_BODY_LENGTH = 1 << 16;
  private static final long PRIMARY_OWNER = 1;

  private final ServerSocketChannel listener;
  private final SocketChannel channel;
  private final MessageReader reader;
  private final Thread session;

  /** The serial of the last message that was sent; the replies to calls carry it. */
  private long serial;

  /** Starts a session with {@code manager} and gives it its name. */
  ScriptedBus(Path socket, Manager manager, Polkit.Timeouts timeouts) throws Exception {
    listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(socket));
    session = Thread.ofPlatform().daemon().start(() -> run(socket, manager, timeouts));
    channel = listener.accept();
    reader = new MessageReader(channel, MAX_BODY_LENGTH);
    read("\0AUTH EXTERNAL\r\nDATA\r\nBEGIN\r\n".length());
    channel.write(ByteBuffer.wrap("DATA\r\nOK 0123\r\n".getBytes(StandardCharsets.US_ASCII)));
    reply(receiveCall("Hello"), StandardNames.BUS, new Value.Text(":1.5"));
    reply(receiveCall("RequestName"), StandardNames.BUS, new Value.Unsigned32(PRIMARY_OWNER));
  }

  private static void run(Path socket, Manager manager, Polkit.Timeouts timeouts) {
    try (BusConnection connection = new BusConnection(MAX_BODY_LENGTH)) {
      connection.connect(UnixDomainSocketAddress.of(socket));
      ManagerObject object = new ManagerObject(manager, "1.2.3");
      Session session = new Session(connection, object, manager, timeouts);
      session.acquireName();
      session.serve();
    } catch (IOException | ErrorReply end) {
      // The test is over.
    }
  }

  private void read(int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      channel.read(buffer);
    }
  }

  /** Waits for the session's next message. */
  Message receive() throws IOException {
    return reader.next().message();
  }

  /** Waits for the session's next message, which must be a call of this method. */
  Message receiveCall(String member) throws IOException {
    Message message = receive();
    assertEquals(member, message.name(), message::toString);
    return message;
  }

  /** Waits for the reply to a call: its values, or the name and the sentence of the error. */
  List<Object> receiveReply(long call) throws Exception {
    Message message = receive();
    assertEquals(call, message.replySerial(), message::toString);
    return message.kind() == Message.Kind.ERROR
        ? List.of(message.name(), message.values().getFirst().toString())
        : List.copyOf(message.values());
  }

  /** Calls a method of Manager1 and returns the serial of the call. */
  long call(String caller, String member, int flags, Value... values) throws IOException {
    return call(caller, Names.MANAGER, member, flags, values);
  }

  /** Calls a method and returns the serial of the call. */
  long call(String caller, String interfaceName, String member, int flags, Value... values)
      throws IOException {
    serial++;
    send(TestMessages.call(serial, caller, flags, Names.PATH, interfaceName, member, values));
    return serial;
  }

  /** Replies to a call of the session, with this sender. */
  void reply(Message call, String sender, Value... values) throws IOException {
    reply(Message.Kind.METHOD_RETURN, call, sender, values);
  }

  /** Sends a message of any kind that claims to be the reply to a call. */
  void reply(Message.Kind kind, Message call, String sender, Value... values) throws IOException {
    serial++;
    send(TestMessages.reply(kind, serial, sender, call.serial(), values));
  }

  /** Replies to a call of the session with an error. */
  void replyError(Message call, String sender, String error, String sentence) throws IOException {
    serial++;
    send(TestMessages.error(serial, sender, call.serial(), error, sentence));
  }

  /** Sends the signal, with this sender, that a client has left the bus. */
  void signalDeparture(String sender, String name) throws IOException {
    serial++;
    send(
        TestMessages.signal(
            serial,
            sender,
            StandardNames.BUS_PATH,
            StandardNames.BUS,
            "NameOwnerChanged",
            new Value.Text(name),
            new Value.Text(name),
            new Value.Text("")));
  }

  private void send(ByteBuffer message) throws IOException {
    while (message.hasRemaining()) {
      channel.write(message);
    }
  }

  /** Closes the connection and waits for the end of the session. */
  @Override
  public void close() throws IOException {
    channel.close();
    listener.close();
    try {
      session.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
