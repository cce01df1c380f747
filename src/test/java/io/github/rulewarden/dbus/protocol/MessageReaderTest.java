package io.github.rulewarden.dbus.protocol;

import static io.github.rulewarden.dbus.protocol.TestMessages.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.List;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.messages.MessageFactory;
import org.freedesktop.dbus.messages.constants.Endian;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.junit.jupiter.api.Test;

/** The reader splits a stream into messages of any size, byte order and types. */
class MessageReaderTest {
  private static final int NO_LIMIT = 1 << 26;

  @Test
  void aMessageIsReadHoweverItIsCutIntoPieces() throws Exception {
    byte[] bytes = signal("M", new Value.Texts(List.of("one", "two")));
    for (int piece = 1; piece <= bytes.length; piece++) {
      MessageReader reader =
          new MessageReader(Channels.newChannel(new InPieces(bytes, piece)), NO_LIMIT);
      assertEquals(
          List.of(new Value.Texts(List.of("one", "two"))), reader.next().message().values());
    }
  }

  @Test
  void aStreamThatEndsAnywhereIsAnEnd() {
    byte[] bytes = signal("M", new Value.Text("text"));
    for (int length = 0; length < bytes.length; length++) {
      MessageReader reader = reader(Arrays.copyOf(bytes, length), NO_LIMIT);
      assertThrows(EOFException.class, reader::next);
    }
  }

  @Test
  void aBodyThatIsTooLongIsSkippedAndTheNextMessageFound() throws Exception {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    stream.writeBytes(call("Large", new Value.Text("x".repeat(100_000))));
    stream.writeBytes(call("Small"));
    MessageReader reader = reader(stream.toByteArray(), 1_000);
    MessageReader.Received first = reader.next();
    assertEquals("Large", first.message().name());
    assertTrue(first.isTooLong());
    MessageReader.Received second = reader.next();
    assertEquals("Small", second.message().name());
    assertFalse(second.isTooLong());
  }

  @Test
  void aBodyOfExactlyTheLimitIsTaken() throws Exception {
    byte[] bytes = signal("M", new Value.Text("12345"));
    int body = Integer.BYTES + 5 + 1;
    assertFalse(reader(bytes, body).next().isTooLong());
    assertTrue(reader(bytes, body - 1).next().isTooLong());
  }

  @Test
  void aMessageOfAnUnknownTypeIsIgnored() throws Exception {
    byte[] unknown = signal("M");
    unknown[1] = 77;
    assertIgnored(unknown);
  }

  /** Every path of the session starts with the path and the member of a call. */
  @Test
  void aCallWithoutAMemberOrWithAWrongOneIsIgnored() throws Exception {
    byte[] call = call("M");
    byte code = 3;
    int member = indexOf(call, new byte[] {code, 1, 's', 0});
    for (byte[] damage : List.of(new byte[] {77}, new byte[] {code, 1, 'u'}, new byte[] {0})) {
      byte[] damaged = call.clone();
      System.arraycopy(damage, 0, damaged, member, damage.length);
      assertIgnored(damaged);
    }
  }

  private static void assertIgnored(byte[] message) throws Exception {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    stream.writeBytes(message);
    stream.writeBytes(signal("Known"));
    assertEquals("Known", reader(stream.toByteArray(), NO_LIMIT).next().message().name());
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    int index = 0;
    while (!Arrays.equals(bytes, index, index + part.length, part, 0, part.length)) {
      index++;
    }
    return index;
  }

  @Test
  void bothByteOrdersAreRead() throws Exception {
    for (byte order : new byte[] {Endian.LITTLE, Endian.BIG}) {
      assertEquals(
          List.of(new Value.Text("text"), new Value.Unsigned32(5)),
          read(order, "su", "text", new UInt32(5)).values());
    }
  }

  @Test
  void aValueOfATypeThatIsNotUsedIsKeptAsText() throws Exception {
    Message message =
        read(
            Endian.LITTLE,
            "ixovau(is)",
            -7,
            -8L,
            new DBusPath("/a"),
            new Variant<>(2.5),
            List.of(new UInt32(1)),
            new Object[] {3, "three"});
    List<Value> values = message.values();
    assertEquals(new Value.Other("i", "-7"), values.get(0));
    assertEquals(new Value.Other("x", "-8"), values.get(1));
    assertEquals(new Value.Other("o", "/a"), values.get(2));
    assertEquals(new Value.Variant(new Value.Other("d", "2.5")), values.get(3));
    assertEquals(new Value.Other("au", "[1]"), values.get(4));
    assertEquals(
        new Value.Structure(List.of(new Value.Other("i", "3"), new Value.Text("three"))),
        values.get(5));
    assertEquals(6, values.size());
  }

  /** Reads a call that dbus-java wrote. */
  private static Message read(byte order, String signature, Object... arguments) throws Exception {
    byte[][] pieces =
        new MessageFactory(order)
            .createMethodCall(":1.9", "x.y", "/p", "i.f", "M", (byte) 0, signature, arguments)
            .getWireData();
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      if (piece == null) {
        break;
      }
      stream.writeBytes(piece);
    }
    return reader(stream.toByteArray(), NO_LIMIT).next().message();
  }

  private static byte[] call(String member, Value... values) {
    return bytes(MessageEncoder.call(1, Request.of("a.b", "/p", "i.f", member, values)));
  }

  private static byte[] signal(String member, Value... values) {
    return bytes(MessageEncoder.signal(9, "/p", "i.f", member, List.of(values)));
  }

  private static MessageReader reader(byte[] bytes, int limit) {
    return new MessageReader(Channels.newChannel(new ByteArrayInputStream(bytes)), limit);
  }

  /** Returns at most this many bytes at a time, as a socket may. */
  private static final class InPieces extends InputStream {
    private final ByteArrayInputStream whole;
    private final int piece;

    InPieces(byte[] bytes, int piece) {
      whole = new ByteArrayInputStream(bytes);
      this.piece = piece;
    }

    @Override
    public int read() {
      return whole.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      return whole.read(target, offset, Math.min(length, piece));
    }
  }
}
