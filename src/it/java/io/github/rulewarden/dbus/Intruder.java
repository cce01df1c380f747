package io.github.rulewarden.dbus;

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
import org.freedesktop.dbus.messages.Error;
import org.freedesktop.dbus.messages.Message;

/**
 * Somebody on the bus who does as he likes: sends without reading, more than fits, and hangs up in
 * the middle. A program too, so that another user can be it.
 */
final class Intruder implements AutoCloseable {
  private static final int BODY_LENGTH = 4;
  private static final int LIMIT = 1 << 20;

  /** An empty text: its length and its end. */
  private static final int EMPTY_TEXT = Integer.BYTES + 1;

  private final SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
  private final MessageReader incoming = new MessageReader(channel, LIMIT);
  private long serial;

  Intruder(String address) throws IOException {
    channel.connect(new BusAddress(address).socket());
    write(ByteBuffer.wrap("\0AUTH EXTERNAL\r\nDATA\r\nBEGIN\r\n".getBytes(StandardCharsets.UTF_8)));
    ByteBuffer one = ByteBuffer.allocate(1);
    int lines = 0;
    while (lines < 2 && channel.read(one.clear()) > 0) {
      lines += one.get(0) == '\n' ? 1 : 0;
    }
    say(Request.toBus("Hello"));
    answer();
  }

  /** Calls a method some times, as the bus's user that it is, and prints what came of it. */
  public static void main(String[] words) throws IOException {
    LogProvider.choose();
    int calls = Integer.parseInt(words[2]);
    try (Intruder intruder = new Intruder(words[0])) {
      for (int i = 0; i < calls; i++) {
        intruder.say(Request.toDaemon(Names.MANAGER, words[1]));
      }
      Map<String, Integer> answers = new TreeMap<>();
      for (int i = Integer.parseInt(words[3]); i < calls; i++) {
        answers.merge(intruder.answer(), 1, Integer::sum);
      }
      System.out.println(answers);
    }
  }

  /** Sends a call, and does not wait for the answer. */
  void say(Request request) throws IOException {
    serial++;
    write(MessageEncoder.call(serial, request));
  }

  /** Sends a call with one text of this many bytes. */
  void sayLarge(String interfaceName, String member, int size) throws IOException {
    serial++;
    Request request = Request.toDaemon(interfaceName, member, new Value.Text(""));
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

  /** Waits for the next answer: the name of the error, or what else it is. */
  String answer() throws IOException {
    Message message = incoming.next().message();
    while (message.getReplySerial() == 0) {
      message = incoming.next().message();
    }
    return message instanceof Error ? message.getName() : "good";
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Hangs up, whatever is under way. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
