package io.github.rulewarden.netlink.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import org.junit.jupiter.params.provider.FieldSource;

class RouteMessageTest {
  private static final String CAPTURES = "io.github.rulewarden.netlink.route.RouteCaptures#ALL";
  private static final int HEADER = 12;

  @ParameterizedTest
  @FieldSource(CAPTURES)
  void bytesToRoute(RouteCaptures.Capture capture) throws MalformedMessageException {
    assertEquals(capture.message(), RouteMessage.decode(capture.bytes()));
  }

  @ParameterizedTest
  @FieldSource(CAPTURES)
  void routeToBytes(RouteCaptures.Capture capture) {
    assertEquals(capture.bytes(), capture.message().encode());
  }

  @ParameterizedTest
  @FieldSource(CAPTURES)
  void theTableAndTheLengthCanBeHadAlone(RouteCaptures.Capture capture)
      throws MalformedMessageException {
    RouteMessage route = capture.message();
    assertEquals(
        route.find(RouteAttribute.Table.class).orElseThrow().number(),
        RouteMessage.tableOf(capture.bytes()));
    assertEquals(route.destinationLength(), RouteMessage.destinationLengthOf(capture.bytes()));
  }

  @ParameterizedTest
  @FieldSource(CAPTURES)
  void aTruncatedRouteIsMalformedOrHasFewerAttributes(RouteCaptures.Capture capture) {
    for (int length = 0; length < capture.bytes().length(); length++) {
      Bytes cut = capture.bytes().slice(0, length);
      try {
        List<RouteAttribute> left = RouteMessage.decode(cut).attributes();
        assertTrue(length >= HEADER, cut::toString);
        assertEquals(capture.message().attributes().subList(0, left.size()), left);
      } catch (MalformedMessageException expected) {
        assertTrue(expected.offset() <= length, cut::toString);
      }
    }
  }

  @Test
  void theHeadersTableHoldsWithoutTheAttribute() throws MalformedMessageException {
    Bytes bytes = Bytes.parseHex("02000000 fe030001 00000000 08000400 02000000");
    assertEquals(254, RouteMessage.tableOf(bytes));
  }

  @Test
  void ofTwoTablesTheLastOneHolds() throws MalformedMessageException {
    Bytes bytes = Bytes.parseHex("02000000 fe030001 00000000 08000f00 34000000 08000f00 6cca0000");
    assertEquals(51820, RouteMessage.tableOf(bytes));
    RouteAttribute.Table table =
        RouteMessage.decode(bytes).find(RouteAttribute.Table.class).orElseThrow();
    assertEquals(51820, table.number());
  }

  /**
   * The nesting could be as deep as a datagram is long, and a thread of the daemon has 256 kB of
   * stack.
   */
  @Test
  void nextHopsWithinANextHopAreNotTakenApart() throws MalformedMessageException {
    Bytes inner = Bytes.parseHex("08000000 04000000");
    Bytes bytes =
        Bytes.parseHex("02000000 fe030001 00000000 18000900 14000000 03000000 0c000900" + inner);
    RouteMessage route = RouteMessage.decode(bytes);
    NextHop outer = route.find(RouteAttribute.Multipath.class).orElseThrow().nextHops().getFirst();
    assertEquals(List.of(new RouteAttribute.Unknown(9, inner)), outer.attributes());
    assertEquals(bytes, route.encode());
  }

  @Test
  void aNextHopOfImpossibleLengthIsMalformed() {
    for (String length : new String[] {"0000", "0700", "0900", "ffff"}) {
      Bytes bytes =
          Bytes.parseHex("02000000 fe030001 00000000 0c000900" + length + "0000 04000000");
      MalformedMessageException e =
          assertThrows(MalformedMessageException.class, () -> RouteMessage.decode(bytes));
      assertEquals(16, e.offset());
    }
  }

  @Test
  void encodingRestoresTheBytes() throws MalformedMessageException {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    Set<Class<?>> reached = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      Bytes bytes = RandomMessages.of(random, HEADER, 32, RouteMessageTest::size);
      RouteMessage route;
      try {
        route = RouteMessage.decode(bytes);
      } catch (MalformedMessageException notNextHops) {
        continue;
      }
      // Only the padding of a next hop's last attribute is lost.
      assertEquals(route, RouteMessage.decode(route.encode()), "seed " + seed);
      route.attributes().forEach(attribute -> reached.add(attribute.getClass()));
    }
    assertEquals(Set.of(RouteAttribute.class.getPermittedSubclasses()), reached, "seed " + seed);
  }

  private static int size(SplittableRandom random) {
    return new int[] {0, 1, 2, 4, 8, 16, random.nextInt(40)}[random.nextInt(7)];
  }
}
