package io.github.rulewarden.dbus;

import io.github.rulewarden.dbus.protocol.Message;
import io.github.rulewarden.dbus.protocol.MessageEncoder;
import io.github.rulewarden.dbus.protocol.MessageReader;
import io.github.rulewarden.dbus.protocol.Request;
import io.github.rulewarden.dbus.protocol.Value;
import io.github.rulewarden.systemd.LogProvider;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * A hostile user of the bus: it sends without reading, sends more than fits, and disconnects at any
 * time. Also a program, so that a test can run it as another user.
 */
final class Intruder implements AutoCloseable {
  private static final int BODY_LENGTH = 4;
  private static final int MAX_BODY_LENGTH = 1 << 20;

  /** The size of an empty text: its length and its final NUL. */
  private static final int EMPTY_TEXT = Integer.BYTES + 1;

  private final SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
  private final MessageReader reader = new MessageReader(channel, MAX_BODY_LENGTH);
  private long serial;

  Intruder(String address) throws IOException {
    channel.connect(new BusAddress(address).socket());
    write(ByteBuffer.wrap("\0AUTH EXTERNAL\r\nDATA\r\nBEGIN\r\n".getBytes(StandardCharsets.UTF_8)));
    ByteBuffer one = ByteBuffer.allocate(1);
    int lines = 0;
    while (lines < 2 && channel.read(one.clear()) > 0) {
      lines += one.get(0) == '\n' ? 1 : 0;
    }
    send(Request.toBus("Hello"));
    reply();
  }

  /** Calls a method many times and prints how many replies of each kind arrived. */
  public static void main(String[] arguments) throws IOException {
    LogProvider.choose();
    int calls = Integer.parseInt(arguments[2]);
    try (Intruder intruder = new Intruder(arguments[0])) {
      for (int i = 0; i < calls; i++) {
        intruder.send(ManagerClient.request(Names.MANAGER, arguments[1]));
      }
      Map<String, Integer> replies = new TreeMap<>();
      for (int i = Integer.parseInt(arguments[3]); i < calls; i++) {
        replies.merge(intruder.reply(), 1, Integer::sum);
      }
      System.out.println(replies);
    }
  }

  /** Sends a call without waiting for the reply. */
  void send(Request request) throws IOException {
    serial++;
    write(MessageEncoder.call(serial, request));
  }

  /** Sends a call with one text of this many bytes. */
  void sendLarge(String interfaceName, String member, int size) throws IOException {
    serial++;
    Request request = ManagerClient.request(interfaceName, member, new Value.Text(""));
    ByteBuffer call = MessageEncoder.call(serial, request).order(ByteOrder.LITTLE_ENDIAN);
    call.putInt(BODY_LENGTH, size + EMPTY_TEXT).limit(call.limit() - EMPTY_TEXT);
    write(call);
    ByteBuffer length = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    write(length.putInt(size).flip());
    byte[] block = new byte[1 << 16];
    Arrays.fill(block, (byte) 'x');
    for (int sent = 0; sent < size; sent += block.length) {
      write(ByteBuffer.wrap(block, 0, Math.min(block.length, size - sent)));
    }
    write(ByteBuffer.allocate(1));
  }

  /** Waits for the next reply and returns the name of the error, or "good". */
  String reply() throws IOException {
    Message message = reader.next().message();
    while (message.replySerial() == 0) {
      message = reader.next().message();
    }
    return message.kind() == Message.Kind.ERROR ? message.name() : "good";
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Disconnects, whatever is in progress. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
