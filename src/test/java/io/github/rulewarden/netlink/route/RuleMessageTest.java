package io.github.rulewarden.netlink.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.MessageWriter;
import io.github.rulewarden.netlink.RandomMessages;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class RuleMessageTest {
  private static final String CAPTURES = "io.github.rulewarden.netlink.route.RuleCaptures#ALL";
  private static final int HEADER = 12;

  @ParameterizedTest
  @FieldSource(CAPTURES)
  void bytesToRule(RuleCaptures.Capture capture) throws MalformedMessageException {
    assertEquals(capture.message(), RuleMessage.decode(capture.bytes()));
  }

  @ParameterizedTest
  @FieldSource(CAPTURES)
  void ruleToBytes(RuleCaptures.Capture capture) {
    assertEquals(capture.bytes(), capture.message().encode());
  }

  @ParameterizedTest
  @FieldSource(CAPTURES)
  void aTruncatedRuleIsMalformedOrHasFewerAttributes(RuleCaptures.Capture capture)
      throws MalformedMessageException {
    List<RuleAttribute> all = capture.message().attributes();
    int whole = 0;
    for (int length = 0; length < capture.bytes().length(); length++) {
      Bytes cut = capture.bytes().slice(0, length);
      List<RuleAttribute> left;
      try {
        left = RuleMessage.decode(cut).attributes();
      } catch (MalformedMessageException expected) {
        continue;
      }
      whole++;
      assertTrue(length >= HEADER, cut::toString);
      assertEquals(all.subList(0, left.size()), left);
    }
    // A message may end between two attributes, or in the padding behind one.
    int padding = 0;
    for (RuleAttribute attribute : all) {
      MessageWriter writer = new MessageWriter();
      attribute.write(writer);
      padding += writer.toBytes().length() - writer.toBytes().u16(0);
    }
    assertEquals(all.size() + padding, whole);
  }

  @Test
  void everyKindOfAttributeWasCaptured() {
    Set<Class<?>> captured = new HashSet<>();
    for (RuleCaptures.Capture capture : RuleCaptures.ALL) {
      for (RuleAttribute attribute : capture.message().attributes()) {
        captured.add(attribute.getClass());
      }
    }
    Set<Class<?>> kinds = kinds();
    kinds.remove(RuleAttribute.Unknown.class);
    assertEquals(kinds, captured);
  }

  @Test
  void unknownAttributesArePreserved() throws MalformedMessageException {
    Bytes bytes =
        Bytes.parseHex(
            "02000000 34aabb01 00000080"
                + "07001f00 01020300" // a number from the future
                + "04001200" // FRA_PAD
                + "08000680 96140000" // a priority with the flag of nested attributes
                + "05000600 96000000" // a priority of one byte
                + "06000300 6c6f0000" // a name without its NUL
                + "08000300 6c6f0000" // a name with two
                + "08000f00 34000000");
    RuleMessage rule = RuleMessage.decode(bytes);
    assertEquals(0xaa, rule.reserved1());
    assertEquals(0xbb, rule.reserved2());
    assertEquals(0x8000_0000L, rule.flags());
    assertEquals(
        List.of(
            unknown(31, "010203"),
            unknown(18, ""),
            unknown(0x8006, "96140000"),
            unknown(6, "96"),
            unknown(3, "6c6f"),
            unknown(3, "6c6f0000"),
            new RuleAttribute.Table(52)),
        rule.attributes());
    assertEquals(bytes, rule.encode());
  }

  @Test
  void theLastOfTwoEqualAttributesCounts() throws MalformedMessageException {
    RuleMessage rule =
        RuleMessage.decode(
            Bytes.parseHex("02000000 00000001 00000000 08000600 01000000 08000600 02000000"));
    assertEquals(
        Optional.of(new RuleAttribute.Priority(2)), rule.find(RuleAttribute.Priority.class));
    assertEquals(Optional.empty(), rule.find(RuleAttribute.Goto.class));
  }

  @Test
  void numbersThatWouldBeCutOffAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new RuleAttribute.Priority(-1));
    assertThrows(IllegalArgumentException.class, () -> new RuleAttribute.Table(1L << 32));
    assertThrows(IllegalArgumentException.class, () -> new RuleAttribute.Protocol(256));
    assertThrows(IllegalArgumentException.class, () -> new SelectorAttribute.SourcePorts(0, 65536));
    assertThrows(IllegalArgumentException.class, () -> new SelectorAttribute.IifName("e\0th0"));
    assertThrows(
        IllegalArgumentException.class, () -> new RuleMessage(2, 256, 0, 0, 0, 1, 0, List.of()));
  }

  @Test
  void encodingRestoresTheBytes() throws MalformedMessageException {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    Set<Class<?>> reached = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      Bytes bytes = RandomMessages.of(random, HEADER, 32, RuleMessageTest::size);
      RuleMessage rule = RuleMessage.decode(bytes);
      assertEquals(bytes, rule.encode(), "seed " + seed);
      rule.attributes().forEach(attribute -> reached.add(attribute.getClass()));
    }
    assertEquals(kinds(), reached, "seed " + seed);
  }

  private static Set<Class<?>> kinds() {
    Set<Class<?>> kinds = new HashSet<>(Set.of(RuleAttribute.class.getPermittedSubclasses()));
    kinds.remove(SelectorAttribute.class);
    kinds.addAll(Set.of(SelectorAttribute.class.getPermittedSubclasses()));
    return kinds;
  }

  private static int size(SplittableRandom random) {
    return new int[] {0, 1, 2, 4, 8, 16, random.nextInt(40)}[random.nextInt(7)];
  }

  private static RuleAttribute unknown(int type, String hex) {
    return new RuleAttribute.Unknown(type, Bytes.parseHex(hex));
  }
}
