package io.github.rulewarden.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MessageFactory;
import org.freedesktop.dbus.messages.MethodCall;
import org.freedesktop.dbus.messages.constants.Endian;
import org.freedesktop.dbus.messages.constants.Flags;
import org.freedesktop.dbus.messages.constants.HeaderField;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.UInt64;
import org.freedesktop.dbus.types.Variant;
import org.junit.jupiter.api.Test;

/** What we write is read by dbus-java as it was meant, and what it writes is cut right by us. */
class WireTest {
  private static final int NO_LIMIT = 1 << 26;

  @Test
  void aCallKeepsItsHeader() throws Exception {
    Message call = read(MessageEncoder.call(7, request("Member"))).message();
    assertTrue(call instanceof MethodCall);
    assertEquals(7, call.getSerial());
    assertEquals("a.b", call.getDestination());
    assertEquals("/p", call.getPath());
    assertEquals("i.f", call.getInterface());
    assertEquals("Member", call.getName());
    assertEquals("", call.getSig());
    assertEquals(0, call.getParameters().length);
  }

  @Test
  void onlyACallThatMaySaysThatTheUserMayBeAsked() throws Exception {
    Call plain = new Call((MethodCall) read(MessageEncoder.call(1, request("M"))).message());
    assertFalse(plain.isInteractive());
    Call asking =
        new Call((MethodCall) read(MessageEncoder.call(1, request("M").interactive())).message());
    assertTrue(asking.isInteractive());
    assertEquals(Flags.NO_AUTO_START, plain.message().getFlags());
    assertEquals(Flags.NO_AUTO_START | Call.MAY_ASK, asking.message().getFlags());
  }

  @Test
  void aSerialAboveTheSignedRangeIsKept() throws Exception {
    assertEquals(
        0xffff_fff0L,
        read(MessageEncoder.signal(0xffff_fff0L, "i.f", "M", List.of())).message().getSerial());
  }

  /** The history's file may have one in it, and a bus would hang up. */
  @Test
  void aNulIsReplaced() throws Exception {
    Value text = new Value.Text("a\0b\ud800c");
    Message signal = read(MessageEncoder.signal(1, "i.f", "M", List.of(text))).message();
    assertEquals(List.of("a\ufffdb?c"), List.of(signal.getParameters()));
  }

  @Test
  void repliesAndErrorsNameTheCallTheyAnswer() throws Exception {
    MethodCall call =
        new MessageFactory(Endian.LITTLE)
            .createMethodCall(":1.9", "x.y", "/p", "i.f", "M", (byte) 0, "");
    Message reply = read(MessageEncoder.reply(3, call, List.of(new Value.Text("yes")))).message();
    assertEquals(call.getSerial(), reply.getReplySerial());
    assertEquals(":1.9", reply.getDestination());
    assertEquals(List.of("yes"), List.of(reply.getParameters()));
    Message error = read(MessageEncoder.error(4, call, new ErrorReply("a.Error", "why"))).message();
    assertEquals(call.getSerial(), error.getReplySerial());
    assertEquals("a.Error", error.getName());
    assertEquals(List.of("why"), List.of(error.getParameters()));
  }

  /** A value and what dbus-java should make of it. */
  private record Sample(Value value, Object read) {}

  @Test
  void valuesOfEveryTypeInAnyOrderSurvive() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      List<Value> values = new ArrayList<>();
      List<Object> expected = new ArrayList<>();
      for (int i = random.nextInt(6); i >= 0; i--) {
        Sample sample = sample(random, 3);
        values.add(sample.value());
        expected.add(sample.read());
      }
      Message message = read(MessageEncoder.signal(1, "i.f", "M", values)).message();
      assertEquals(expected, Arrays.asList(message.getParameters()), "seed " + seed);
    }
  }

  @Test
  void aMessageIsReadHoweverItIsCutIntoPieces() throws Exception {
    byte[] bytes =
        bytes(
            MessageEncoder.signal(9, "i.f", "M", List.of(new Value.Texts(List.of("one", "two")))));
    for (int piece = 1; piece <= bytes.length; piece++) {
      MessageReader incoming =
          new MessageReader(Channels.newChannel(new InPieces(bytes, piece)), NO_LIMIT);
      assertEquals(
          List.of(List.of("one", "two")), List.of(incoming.next().message().getParameters()));
    }
  }

  @Test
  void aStreamThatEndsAnywhereIsAnEnd() {
    byte[] bytes = bytes(MessageEncoder.signal(9, "i.f", "M", List.of(new Value.Text("text"))));
    for (int length = 0; length < bytes.length; length++) {
      MessageReader incoming = incoming(Arrays.copyOf(bytes, length), NO_LIMIT);
      assertThrows(EOFException.class, incoming::next);
    }
  }

  @Test
  void aBodyThatIsTooLongIsSkippedAndTheNextMessageFound() throws Exception {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    Value large = new Value.Text("x".repeat(100_000));
    stream.writeBytes(bytes(MessageEncoder.call(1, request("Large", large))));
    stream.writeBytes(bytes(MessageEncoder.call(2, request("Small"))));
    MessageReader incoming = incoming(stream.toByteArray(), 1_000);
    MessageReader.Received first = incoming.next();
    assertEquals("Large", first.message().getName());
    assertTrue(first.tooLong());
    MessageReader.Received second = incoming.next();
    assertEquals("Small", second.message().getName());
    assertFalse(second.tooLong());
  }

  @Test
  void aBodyOfExactlyTheLimitIsTaken() throws Exception {
    byte[] bytes = bytes(MessageEncoder.signal(1, "i.f", "M", List.of(new Value.Text("12345"))));
    int body = Integer.BYTES + 5 + 1;
    assertFalse(incoming(bytes, body).next().tooLong());
    assertTrue(incoming(bytes, body - 1).next().tooLong());
  }

  @Test
  void whatDbusJavaDoesNotKnowIsPassedOver() throws Exception {
    byte[] strange = bytes(MessageEncoder.signal(1, "i.f", "M", List.of()));
    strange[1] = 77;
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    stream.writeBytes(strange);
    stream.writeBytes(bytes(MessageEncoder.signal(2, "i.f", "Known", List.of())));
    assertEquals("Known", incoming(stream.toByteArray(), NO_LIMIT).next().message().getName());
  }

  /** What the session does with a call begins with its path and its member. */
  @Test
  void aCallWithoutAMemberOrWithAWrongOneIsPassedOver() throws Exception {
    byte[] call = bytes(MessageEncoder.call(1, request("M")));
    int member = indexOf(call, new byte[] {HeaderField.MEMBER, 1, 's', 0});
    for (byte[] damage :
        List.of(new byte[] {77}, new byte[] {HeaderField.MEMBER, 1, 'u'}, new byte[] {0})) {
      byte[] damaged = call.clone();
      System.arraycopy(damage, 0, damaged, member, damage.length);
      ByteArrayOutputStream stream = new ByteArrayOutputStream();
      stream.writeBytes(damaged);
      stream.writeBytes(bytes(MessageEncoder.signal(2, "i.f", "Known", List.of())));
      assertEquals("Known", incoming(stream.toByteArray(), NO_LIMIT).next().message().getName());
    }
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    int place = 0;
    while (!Arrays.equals(bytes, place, place + part.length, part, 0, part.length)) {
      place++;
    }
    return place;
  }

  @Test
  void bothByteOrdersAreRead() throws Exception {
    for (byte order : new byte[] {Endian.LITTLE, Endian.BIG}) {
      Message call =
          new MessageFactory(order)
              .createMethodCall(
                  ":1.9", "x.y", "/p", "i.f", "M", (byte) 0, "su", "text", new UInt32(5));
      ByteArrayOutputStream stream = new ByteArrayOutputStream();
      for (byte[] piece : call.getWireData()) {
        if (piece == null) {
          break;
        }
        stream.writeBytes(piece);
      }
      Message read = incoming(stream.toByteArray(), NO_LIMIT).next().message();
      assertEquals(List.of("text", new UInt32(5)), List.of(read.getParameters()));
    }
  }

  private static Request request(String member, Value... values) {
    return new Request("a.b", "/p", "i.f", member, List.of(values), 0);
  }

  private static Sample sample(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 5 : 10)) {
      case 0 -> {
        int number = random.nextInt(256);
        yield new Sample(new Value.Unsigned8(number), (byte) number);
      }
      case 1 -> {
        long number = Integer.toUnsignedLong(random.nextInt());
        yield new Sample(new Value.Unsigned32(number), new UInt32(number));
      }
      case 2 -> {
        long number = random.nextLong() >>> 1;
        yield new Sample(new Value.Unsigned64(number), new UInt64(number));
      }
      case 3 -> {
        String text = text(random);
        yield new Sample(new Value.Text(text), text);
      }
      case 4 -> {
        boolean isTrue = random.nextBoolean();
        yield new Sample(new Value.Truth(isTrue), isTrue);
      }
      case 5 -> {
        List<String> texts = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          texts.add(text(random));
        }
        yield new Sample(new Value.Texts(texts), texts);
      }
      case 6 -> {
        Sample inner = sample(random, depth - 1);
        yield new Sample(new Value.Variant(inner.value()), variant(inner));
      }
      case 7 -> dictionary(random, depth - 1);
      case 8 -> {
        Map<String, String> details = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
          details.put("key" + i, text(random));
        }
        yield new Sample(new Value.Details(details), details);
      }
      default -> {
        List<Value.Dictionary> all = new ArrayList<>();
        List<Object> read = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
          Sample one = dictionary(random, depth - 1);
          all.add((Value.Dictionary) one.value());
          read.add(one.read());
        }
        yield new Sample(new Value.Dictionaries(all), read);
      }
    };
  }

  private static Sample dictionary(Random random, int depth) {
    Map<String, Value> entries = new LinkedHashMap<>();
    Map<Object, Object> read = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      Sample inner = sample(random, depth);
      entries.put("key" + i, inner.value());
      read.put("key" + i, variant(inner));
    }
    return new Sample(new Value.Dictionary(entries), read);
  }

  private static Variant<?> variant(Sample inner) {
    return new Variant<>(inner.read(), inner.value().signature());
  }

  private static String text(Random random) {
    return "\u00fcber ".repeat(random.nextInt(3)) + "x".repeat(random.nextInt(9));
  }

  private static MessageReader.Received read(ByteBuffer message) throws Exception {
    return incoming(bytes(message), NO_LIMIT).next();
  }

  private static MessageReader incoming(byte[] bytes, int limit) {
    return new MessageReader(Channels.newChannel(new ByteArrayInputStream(bytes)), limit);
  }

  private static byte[] bytes(ByteBuffer message) {
    byte[] bytes = new byte[message.remaining()];
    message.get(bytes);
    return bytes;
  }

  /** Gives at most so many bytes at a time, as a socket may. */
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
