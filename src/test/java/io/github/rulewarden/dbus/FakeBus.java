package io.github.rulewarden.dbus;

import io.github.rulewarden.api.Manager;
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
import org.freedesktop.dbus.messages.constants.Endian;
import org.freedesktop.dbus.messages.constants.HeaderField;
import org.freedesktop.dbus.messages.constants.MessageTypes;

/** A bus that says what it was told to say, whatever it hears. */
final class FakeBus implements AutoCloseable {
  /**
   * What a session came to.
   *
   * @param end why it ended
   * @param said all bytes that the bus was sent
   */
  record Talk(Exception end, String said) {}

  /** Where the header keeps the length of the body. */
  private static final int BODY_LENGTH = 4;

  private static final int BODY_LIMIT = 1 << 16;

  /** What the other end sends before it expects to be accepted. */
  private static final int LENGTH_OF_HANDSHAKE = "\0AUTH EXTERNAL\r\nDATA\r\nBEGIN\r\n".length();

  private final ServerSocketChannel listener;
  private final BusAddress address;
  private final BlockingQueue<byte[]> toSay = new ArrayBlockingQueue<>(1);
  private final BlockingQueue<String> heard = new ArrayBlockingQueue<>(1);

  /** Listens at a socket that is there afterwards. */
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

  /** Has a session with {@code manager} talk to a bus that says {@code words}, then hangs up. */
  Talk talk(byte[] words, Manager manager) {
    try {
      toSay.put(words);
      Exception end = converse(manager);
      return new Talk(end, heard.take());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** An answer, or what pretends to be one. */
  static byte[] answer(MessageTypes type, String sender, long serial, Value value) {
    Marshaller out = new Marshaller();
    out.u8(Endian.LITTLE);
    out.u8(type.getId());
    out.u8(0);
    out.u8(1);
    out.u32(0);
    out.u32(1);
    int fields = out.openArray(Marshaller.STRUCT_ALIGNMENT);
    field(out, HeaderField.REPLY_SERIAL, "u");
    out.u32(serial);
    field(out, HeaderField.SENDER, "s");
    out.text(sender);
    field(out, HeaderField.SIGNATURE, "g");
    out.signature(value.signature());
    out.closeArray(fields);
    out.align(Marshaller.STRUCT_ALIGNMENT);
    int start = out.length();
    value.writeTo(out);
    out.patch(BODY_LENGTH, out.length() - start);
    ByteBuffer message = out.finish();
    byte[] bytes = new byte[message.remaining()];
    message.get(bytes);
    return bytes;
  }

  private static void field(Marshaller out, byte field, String signature) {
    out.align(Marshaller.STRUCT_ALIGNMENT);
    out.u8(field);
    out.signature(signature);
  }

  private Exception converse(Manager manager) {
    try (BusConnection connection = new BusConnection(BODY_LIMIT)) {
      connection.connect(address);
      Session session =
          new Session(
              connection, new ManagerObject(manager, "1.2.3"), manager, PolkitTimeouts.USUAL);
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
        heard.put(serveOne(toSay.take()));
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Says its part of the introduction first, and the rest when it has been greeted. */
  private String serveOne(byte[] words) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (SocketChannel channel = listener.accept()) {
      int introduction = introduction(words);
      channel.write(ByteBuffer.wrap(words, 0, introduction));
      boolean isGreeted = introduction == words.length;
      if (isGreeted) {
        channel.shutdownOutput();
      }
      ByteBuffer buffer = ByteBuffer.allocate(1 << 12);
      for (int read = channel.read(buffer); read >= 0; read = channel.read(buffer.clear())) {
        all.write(buffer.array(), 0, read);
        if (!isGreeted && all.size() > LENGTH_OF_HANDSHAKE) {
          isGreeted = true;
          channel.write(ByteBuffer.wrap(words, introduction, words.length - introduction));
          channel.shutdownOutput();
        }
      }
    } catch (IOException hungUp) {
      // It may close before it has read everything.
    }
    return all.toString(StandardCharsets.ISO_8859_1);
  }

  /** How long the first two lines are; without them it is everything. */
  private static int introduction(byte[] words) {
    int lines = 0;
    for (int i = 0; i < words.length; i++) {
      lines += words[i] == '\n' ? 1 : 0;
      if (lines == 2) {
        return i + 1;
      }
    }
    return words.length;
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
