package io.github.rulewarden.netlink.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.RandomMessages;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses as dumped by Linux 6.18. */
class AddressMessageTest {
  private static final int HEADER = 8;

  /** {@code ip addr add 10.2.0.2/32 dev wg0}. */
  private static final String PLAIN =
      "0220800002000000 080001000a020002 080002000a020002 0800030077673000 0800080080000000"
          + "14000600ffffffffffffffffe3d70000e3d70000";

  /** {@code ip addr add 10.3.0.1 peer 10.3.0.2/32 dev wg0}. */
  private static final String OF_A_PAIR =
      "0220800002000000 080001000a030002 080002000a030001 0800030077673000 0800080080000000"
          + "14000600ffffffffffffffffe5d70000e5d70000";

  /** {@code ip addr add fd00:2::2/128 dev wg0 nodad}. */
  private static final String IPV6 =
      "0a80820002000000 14000100fd000002000000000000000000000002"
          + "14000600ffffffffffffffffe4d70000e4d70000 0800080082000000";

  @ParameterizedTest
  @CsvSource({
    "2, 32, 0a020002, " + PLAIN,
    "2, 32, 0a030001, " + OF_A_PAIR,
    "10, 128, fd000002000000000000000000000002, " + IPV6
  })
  void anAddressOfALink(int family, int prefixLength, String local, String capture)
      throws MalformedMessageException {
    Bytes bytes = Bytes.parseHex(capture);
    AddressMessage address = AddressMessage.decode(bytes);
    assertEquals(family, address.family());
    assertEquals(prefixLength, address.prefixLength());
    assertEquals(2, address.index());
    assertEquals(Bytes.parseHex(local), address.local());
    assertEquals(bytes, address.encode());
  }

  @Test
  void aMessageWithoutAddressHasNone() throws MalformedMessageException {
    assertEquals(Bytes.EMPTY, AddressMessage.decode(Bytes.parseHex("0220800002000000")).local());
  }

  @Test
  void aTruncatedAddressIsMalformedOrHasFewerAttributes() throws MalformedMessageException {
    Bytes bytes = Bytes.parseHex(IPV6);
    List<AddressAttribute> all = AddressMessage.decode(bytes).attributes();
    for (int length = 0; length < bytes.length(); length++) {
      try {
        List<AddressAttribute> left = AddressMessage.decode(bytes.slice(0, length)).attributes();
        assertTrue(length >= HEADER);
        assertEquals(all.subList(0, left.size()), left);
      } catch (MalformedMessageException expected) {
        assertTrue(expected.offset() <= length);
      }
    }
  }

  @Test
  void encodingRestoresTheBytes() throws MalformedMessageException {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    Set<Class<?>> reached = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      Bytes bytes = RandomMessages.of(random, HEADER, 12, each -> each.nextInt(20));
      AddressMessage address = AddressMessage.decode(bytes);
      assertEquals(bytes, address.encode(), "seed " + seed);
      address.attributes().forEach(attribute -> reached.add(attribute.getClass()));
    }
    assertEquals(Set.of(AddressAttribute.class.getPermittedSubclasses()), reached, "seed " + seed);
  }
}
