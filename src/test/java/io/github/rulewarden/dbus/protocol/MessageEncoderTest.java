package io.github.rulewarden.dbus.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** dbus-java decodes what the encoder writes, and the decoder converts that to the same values. */
class MessageEncoderTest {
  private static final int NO_LIMIT = 1 << 26;

  @Test
  void aCallKeepsItsHeader() throws Exception {
    Message call = read(MessageEncoder.call(7, request("Member")));
    assertEquals(Message.Kind.METHOD_CALL, call.kind());
    assertEquals(7, call.serial());
    assertEquals("a.b", call.destination());
    assertEquals("/p", call.path());
    assertEquals("i.f", call.interfaceName());
    assertEquals("Member", call.name());
    assertEquals("", call.signature());
    assertEquals(List.of(), call.values());
  }

  @Test
  void onlyAnInteractiveCallAllowsAPrompt() throws Exception {
    Message plain = read(MessageEncoder.call(1, request("M")));
    assertEquals(Message.NO_AUTO_START, plain.flags());
    Message interactive = read(MessageEncoder.call(1, request("M").interactive()));
    assertEquals(
        Message.NO_AUTO_START | Message.ALLOW_INTERACTIVE_AUTHORIZATION, interactive.flags());
  }

  @Test
  void aSerialAboveTheSignedRangeIsKept() throws Exception {
    assertEquals(0xffff_fff0L, read(signal(0xffff_fff0L)).serial());
  }

  /** The history file may contain a NUL, and a bus would disconnect a sender of one. */
  @Test
  void aNulIsReplaced() throws Exception {
    Message signal = read(signal(1, new Value.Text("a\0b\ud800c")));
    assertEquals(List.of(new Value.Text("a\ufffdb?c")), signal.values());
  }

  @Test
  void repliesAndErrorsNameTheCallTheyAnswer() throws Exception {
    Message call = read(TestMessages.call(78, ":1.9", 0, "/p", "i.f", "M"));
    Message reply = read(MessageEncoder.reply(3, call, List.of(new Value.Text("yes"))));
    assertEquals(call.serial(), reply.replySerial());
    assertEquals(":1.9", reply.destination());
    assertEquals(List.of(new Value.Text("yes")), reply.values());
    Message error = read(MessageEncoder.error(4, call, new ErrorReply("a.Error", "why")));
    assertEquals(call.serial(), error.replySerial());
    assertEquals("a.Error", error.name());
    assertEquals(List.of(new Value.Text("why")), error.values());
  }

  @Test
  void valuesOfEveryTypeInAnyOrderSurvive() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      List<Value> values = new ArrayList<>();
      for (int i = random.nextInt(6); i >= 0; i--) {
        values.add(value(random, 3));
      }
      Message message = read(MessageEncoder.signal(1, "/p", "i.f", "M", values));
      assertEquals(values, message.values(), "seed " + seed);
    }
  }

  @Test
  void dictionariesThatAreConvertedLateAreTheSame() throws Exception {
    Value.Dictionary one = new Value.Dictionary(Map.of("key", new Value.Text("a")));
    Value late = new Value.LazyDictionaries<>(List.of(1, 2), number -> one);
    assertEquals(
        List.of(new Value.Dictionaries(List.of(one, one))), read(signal(1, late)).values());
  }

  private static Request request(String member, Value... values) {
    return Request.of("a.b", "/p", "i.f", member, values);
  }

  private static ByteBuffer signal(long serial, Value... values) {
    return MessageEncoder.signal(serial, "/p", "i.f", "M", List.of(values));
  }

  private static Value value(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 5 : 11)) {
      case 0 -> new Value.Unsigned8(random.nextInt(256));
      case 1 -> new Value.Unsigned32(Integer.toUnsignedLong(random.nextInt()));
      case 2 -> new Value.Unsigned64(random.nextLong() >>> 1);
      case 3 -> new Value.Text(text(random));
      case 4 -> new Value.Bool(random.nextBoolean());
      case 5 -> {
        List<String> texts = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          texts.add(text(random));
        }
        yield new Value.Texts(texts);
      }
      case 6 -> new Value.Variant(value(random, depth - 1));
      case 7 -> dictionary(random, depth - 1);
      case 8 -> {
        Map<String, String> entries = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
          entries.put("key" + i, text(random));
        }
        yield new Value.TextMap(entries);
      }
      case 9 -> new Value.Structure(List.of(value(random, depth - 1), value(random, depth - 1)));
      default -> {
        List<Value.Dictionary> all = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
          all.add(dictionary(random, depth - 1));
        }
        yield new Value.Dictionaries(all);
      }
    };
  }

  private static Value.Dictionary dictionary(Random random, int depth) {
    Map<String, Value> entries = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      entries.put("key" + i, value(random, depth));
    }
    return new Value.Dictionary(entries);
  }

  private static String text(Random random) {
    return "\u00fcber ".repeat(random.nextInt(3)) + "x".repeat(random.nextInt(9));
  }

  private static Message read(ByteBuffer message) throws Exception {
    ByteArrayInputStream stream = new ByteArrayInputStream(TestMessages.bytes(message));
    return new MessageReader(Channels.newChannel(stream), NO_LIMIT).next().message();
  }
}
