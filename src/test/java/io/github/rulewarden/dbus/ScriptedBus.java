package io.github.rulewarden.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.api.Manager;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.freedesktop.dbus.messages.Error;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MethodCall;
import org.freedesktop.dbus.messages.constants.Endian;
import org.freedesktop.dbus.messages.constants.HeaderField;
import org.freedesktop.dbus.messages.constants.MessageTypes;

/**
 * The bus, and everybody on it, in the hand of a test: it hears what a session says, one message
 * after the other, and says what it likes, in anybody's name.
 */
final class ScriptedBus implements AutoCloseable {
  private static final int BODY_LENGTH = 4;
  private static final int LIMIT = 1 << 16;
  private static final long PRIMARY_OWNER = 1;

  private final ServerSocketChannel listener;
  private final SocketChannel channel;
  private final MessageReader incoming;
  private final Thread session;

  /** The serial of what is said next; others' calls are told apart by it. */
  private long serial;

  /** Has a session with {@code manager} come up to where it has its name. */
  ScriptedBus(Path socket, Manager manager, PolkitTimeouts patience) throws Exception {
    listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(socket));
    BusAddress address = new BusAddress("unix:path=" + socket);
    session = Thread.ofPlatform().daemon().start(() -> converse(address, manager, patience));
    channel = listener.accept();
    incoming = new MessageReader(channel, LIMIT);
    read("\0AUTH EXTERNAL\r\nDATA\r\nBEGIN\r\n".length());
    channel.write(ByteBuffer.wrap("DATA\r\nOK 0123\r\n".getBytes(StandardCharsets.US_ASCII)));
    reply(heard("Hello"), Names.BUS, new Value.Text(":1.5"));
    reply(heard("RequestName"), Names.BUS, new Value.Unsigned32(PRIMARY_OWNER));
  }

  private static void converse(BusAddress address, Manager manager, PolkitTimeouts patience) {
    try (BusConnection connection = new BusConnection(LIMIT)) {
      connection.connect(address);
      ManagerObject object = new ManagerObject(manager, "1.2.3");
      Session session = new Session(connection, object, manager, patience);
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

  /** Waits for what the session says next. */
  Message heard() throws IOException {
    return incoming.next().message();
  }

  /** Waits for what the session says next, which has to be a call of this method. */
  MethodCall heard(String member) throws IOException {
    Message message = heard();
    assertEquals(member, message.getName(), message::toString);
    return (MethodCall) message;
  }

  /** Waits for the answer to a call: its values, or the name of the error and its sentence. */
  List<Object> heardAnswer(long call) throws Exception {
    Message message = heard();
    assertEquals(call, message.getReplySerial(), message::toString);
    return message instanceof Error error
        ? List.of(error.getName(), error.getParameters()[0])
        : List.of(message.getParameters());
  }

  /** Calls a method of Manager1; what the answer will reply to. */
  long call(String caller, String member, int flags, Value... values) throws IOException {
    return call(caller, Names.MANAGER, member, flags, values);
  }

  /** Calls a method; what the answer will reply to. */
  long call(String caller, String interfaceName, String member, int flags, Value... values)
      throws IOException {
    Marshaller out = new Marshaller();
    int fields = begin(out, MessageTypes.METHOD_CALL, flags, caller);
    field(out, HeaderField.PATH, "o");
    out.text(Names.PATH);
    text(out, HeaderField.INTERFACE, interfaceName);
    text(out, HeaderField.MEMBER, member);
    end(out, fields, values);
    return serial;
  }

  /** Answers a question in the name of {@code sender}. */
  void reply(MethodCall question, String sender, Value... values) throws IOException {
    answer(MessageTypes.METHOD_REPLY, question, sender, values);
  }

  /** Says something of any type that says it is the answer. */
  void answer(MessageTypes type, MethodCall question, String sender, Value... values)
      throws IOException {
    Marshaller out = new Marshaller();
    int fields = begin(out, type, 0, sender);
    field(out, HeaderField.REPLY_SERIAL, "u");
    out.u32(question.getSerial());
    end(out, fields, values);
  }

  /** Answers a question with an error. */
  void refuse(MethodCall question, String sender, String error, String sentence)
      throws IOException {
    Marshaller out = new Marshaller();
    int fields = begin(out, MessageTypes.ERROR, 0, sender);
    field(out, HeaderField.REPLY_SERIAL, "u");
    out.u32(question.getSerial());
    text(out, HeaderField.ERROR_NAME, error);
    end(out, fields, new Value.Text(sentence));
  }

  /** Says in the name of {@code sender} that somebody has left. */
  void left(String sender, String name) throws IOException {
    Marshaller out = new Marshaller();
    int fields = begin(out, MessageTypes.SIGNAL, 0, sender);
    field(out, HeaderField.PATH, "o");
    out.text(Names.BUS_PATH);
    text(out, HeaderField.INTERFACE, Names.BUS);
    text(out, HeaderField.MEMBER, "NameOwnerChanged");
    end(out, fields, new Value.Text(name), new Value.Text(name), new Value.Text(""));
  }

  private int begin(Marshaller out, MessageTypes type, int flags, String sender) {
    serial++;
    out.u8(Endian.LITTLE);
    out.u8(type.getId());
    out.u8(flags);
    out.u8(1);
    out.u32(0);
    out.u32(serial);
    int fields = out.openArray(Marshaller.STRUCT_ALIGNMENT);
    text(out, HeaderField.SENDER, sender);
    return fields;
  }

  private static void text(Marshaller out, byte field, String text) {
    field(out, field, "s");
    out.text(text);
  }

  private static void field(Marshaller out, byte field, String signature) {
    out.align(Marshaller.STRUCT_ALIGNMENT);
    out.u8(field);
    out.signature(signature);
  }

  private void end(Marshaller out, int fields, Value... values) throws IOException {
    StringBuilder signature = new StringBuilder();
    for (Value value : values) {
      signature.append(value.signature());
    }
    field(out, HeaderField.SIGNATURE, "g");
    out.signature(signature.toString());
    out.closeArray(fields);
    out.align(Marshaller.STRUCT_ALIGNMENT);
    int start = out.length();
    for (Value value : values) {
      value.writeTo(out);
    }
    out.patch(BODY_LENGTH, out.length() - start);
    ByteBuffer message = out.finish();
    while (message.hasRemaining()) {
      channel.write(message);
    }
  }

  /** Hangs up, and waits for the end of the session. */
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
