package io.github.rulewarden.netlink.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.RandomMessages;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GenericMessagesTest {
  private static final int HEADER = 4;

  @Test
  void aFamilyHasANumberAndAName() throws MalformedMessageException {
    FamilyMessage family = FamilyMessage.decode(GenericCaptures.CONTROLLER);
    assertEquals(new GenericHeader(1, 2, 0), family.header());
    assertEquals(OptionalInt.of(16), family.number());
    assertEquals(
        Optional.of(new FamilyAttribute.Name("nlctrl")), family.find(FamilyAttribute.Name.class));
    assertEquals(GenericCaptures.CONTROLLER, family.encode());
  }

  @Test
  void aFamilyWithoutNumberHasNone() throws MalformedMessageException {
    Bytes nameOnly = Bytes.parseHex("01020000 05000200 00000000");
    assertEquals(OptionalInt.empty(), FamilyMessage.decode(nameOnly).number());
  }

  @Test
  void theFirstMessageOfATunnelDescribesItsLink() throws MalformedMessageException {
    DeviceMessage device = DeviceMessage.decode(GenericCaptures.BEGINNING);
    assertEquals(
        Optional.of(new DeviceAttribute.Index(7)), device.find(DeviceAttribute.Index.class));
    assertEquals(
        Optional.of(new DeviceAttribute.Name("wg0")), device.find(DeviceAttribute.Name.class));
    assertEquals(
        Optional.of(new DeviceAttribute.FwMark(51820)), device.find(DeviceAttribute.FwMark.class));
    assertEquals(List.of(24), prefixLengths(device));
    assertEquals(GenericCaptures.BEGINNING, device.encode());
  }

  @Test
  void theNextMessageContinuesTheSamePeer() throws MalformedMessageException {
    DeviceMessage first = DeviceMessage.decode(GenericCaptures.BEGINNING);
    DeviceMessage next = DeviceMessage.decode(GenericCaptures.CONTINUATION);
    assertEquals(
        peer(first).find(PeerAttribute.PublicKey.class),
        peer(next).find(PeerAttribute.PublicKey.class));
    assertEquals(List.of(0, 32), prefixLengths(next));
    assertEquals(GenericCaptures.CONTINUATION, next.encode());
  }

  @Test
  void listsWithoutTheFlagOfOlderKernelsAreListsToo() throws MalformedMessageException {
    Bytes bytes = Bytes.parseHex("00010000 18000800 14000000 10000900 0c000000 05000300 00000000");
    DeviceMessage device = DeviceMessage.decode(bytes);
    assertEquals(List.of(0), prefixLengths(device));
    assertEquals(bytes, device.encode());
  }

  @Test
  void keysAreNotShown() throws MalformedMessageException {
    String shown = DeviceMessage.decode(GenericCaptures.BEGINNING).toString();
    assertFalse(shown.contains("1111"), shown);
    assertFalse(shown.contains("4444"), shown);
    assertTrue(shown.contains("3333"), shown);
  }

  @Test
  void aTruncatedTunnelIsMalformedOrHasFewerAttributes() throws MalformedMessageException {
    List<DeviceAttribute> all = DeviceMessage.decode(GenericCaptures.BEGINNING).attributes();
    Set<Integer> whole = new HashSet<>();
    for (int length = 0; length < GenericCaptures.BEGINNING.length(); length++) {
      try {
        Bytes cut = GenericCaptures.BEGINNING.slice(0, length);
        List<DeviceAttribute> left = DeviceMessage.decode(cut).attributes();
        assertTrue(length >= HEADER);
        assertEquals(all.subList(0, left.size()), left);
        whole.add(left.size());
      } catch (MalformedMessageException expected) {
        assertTrue(expected.offset() <= length);
      }
    }
    assertEquals(all.size(), whole.size(), "every number of attributes below " + all.size());
  }

  @Test
  void anEntryThatIsLongerThanItsListIsMalformed() {
    for (String entry : List.of("0300 0080", "0900 0080", "ffff 0080")) {
      Bytes bytes = Bytes.parseHex("00010000 08000880" + entry);
      assertThrows(MalformedMessageException.class, () -> DeviceMessage.decode(bytes), entry);
    }
  }

  @Test
  void encodingAndDecodingIsIdempotent() throws MalformedMessageException {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    Set<Class<?>> reached = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      Bytes bytes = RandomMessages.of(random, HEADER, 10, GenericMessagesTest::size);
      FamilyMessage family = FamilyMessage.decode(bytes);
      assertEquals(bytes, family.encode(), "seed " + seed);
      family.attributes().forEach(attribute -> reached.add(attribute.getClass()));
      try {
        DeviceMessage device = DeviceMessage.decode(bytes);
        assertEquals(device, DeviceMessage.decode(device.encode()), "seed " + seed);
        device.attributes().forEach(attribute -> reached.add(attribute.getClass()));
      } catch (MalformedMessageException noAttributesWithin) {
        // A list of random bytes.
      }
    }
    Set<Class<?>> all = new HashSet<>(Set.of(FamilyAttribute.class.getPermittedSubclasses()));
    all.addAll(Set.of(DeviceAttribute.class.getPermittedSubclasses()));
    assertEquals(all, reached, "seed " + seed);
  }

  @Test
  void requestsHaveTheNumbersOfTheHeaders() {
    assertEquals(
        new Frame(16, 0x1, 0, 0, Bytes.parseHex("03010000 0b000200 6e6c6374726c0000")),
        Requests.family("nlctrl"));
    assertEquals(
        new Frame(29, 0x301, 0, 0, Bytes.parseHex("00010000 08000100 07000000")),
        Requests.device(29, 7));
  }

  private static Peer peer(DeviceMessage message) {
    return message.find(DeviceAttribute.Peers.class).orElseThrow().peers().getFirst();
  }

  private static List<Integer> prefixLengths(DeviceMessage message) {
    return peer(message).find(PeerAttribute.AllowedIps.class).orElseThrow().addresses().stream()
        .map(each -> each.find(AllowedIpAttribute.PrefixLength.class).orElseThrow().bits())
        .toList();
  }

  private static int size(SplittableRandom random) {
    return new int[] {0, 1, 2, 4, random.nextInt(40)}[random.nextInt(5)];
  }
}
