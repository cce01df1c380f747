package io.github.rulewarden.netlink.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.RandomMessages;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The captures are files because a link's message has more than a thousand bytes. */
class LinkMessageTest {
  private static final int HEADER = 16;

  @Test
  void aTun() throws MalformedMessageException {
    LinkMessage link = LinkMessage.decode(capture("tun0.hex"));
    assertEquals(2, link.index());
    assertEquals(65534, link.hardwareType());
    assertEquals(0, link.flags() & LinkMessage.UP);
    assertEquals(Optional.of("tun"), link.kind());
    assertEquals("tun0", link.find(LinkAttribute.Name.class).orElseThrow().name());
    assertEquals(1500, link.find(LinkAttribute.Mtu.class).orElseThrow().bytes());
    assertEquals(2, link.find(LinkAttribute.OperationalState.class).orElseThrow().value());
    assertEquals(0, link.find(LinkAttribute.Group.class).orElseThrow().value());
    assertEquals(Optional.empty(), link.find(LinkAttribute.Master.class));
  }

  @Test
  void oneEndOfAVethPair() throws MalformedMessageException {
    LinkMessage link = LinkMessage.decode(capture("veth0.hex"));
    assertEquals(4, link.index());
    assertEquals(1, link.hardwareType());
    assertEquals(Optional.of("veth"), link.kind());
    assertEquals(7, link.find(LinkAttribute.Group.class).orElseThrow().value());
    assertEquals(3, link.find(LinkAttribute.LowerLink.class).orElseThrow().index());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tun0.hex", "veth0.hex"})
  void nothingIsLost(String name) throws MalformedMessageException {
    Bytes bytes = capture(name);
    assertEquals(bytes, LinkMessage.decode(bytes).encode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tun0.hex", "veth0.hex"})
  void aTruncatedLinkIsMalformedOrHasFewerAttributes(String name) throws MalformedMessageException {
    Bytes bytes = capture(name);
    List<LinkAttribute> all = LinkMessage.decode(bytes).attributes();
    for (int length = 0; length < bytes.length(); length++) {
      try {
        List<LinkAttribute> left = LinkMessage.decode(bytes.slice(0, length)).attributes();
        assertTrue(length >= HEADER);
        assertEquals(all.subList(0, left.size()), left);
      } catch (MalformedMessageException expected) {
        assertTrue(expected.offset() <= length);
      }
    }
  }

  @Test
  void encodingAndDecodingIsIdempotent() throws MalformedMessageException {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    Set<Class<?>> reached = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      Bytes bytes = RandomMessages.of(random, HEADER, 32, LinkMessageTest::size);
      LinkMessage link;
      try {
        link = LinkMessage.decode(bytes);
      } catch (MalformedMessageException noAttributesWithin) {
        continue;
      }
      assertEquals(link, LinkMessage.decode(link.encode()), "seed " + seed);
      link.attributes().forEach(attribute -> reached.add(attribute.getClass()));
    }
    assertEquals(Set.of(LinkAttribute.class.getPermittedSubclasses()), reached, "seed " + seed);
  }

  private static int size(SplittableRandom random) {
    return new int[] {0, 1, 4, 8, random.nextInt(40)}[random.nextInt(5)];
  }

  /** Returns the bytes of a file. The lines that begin with # contain the commands. */
  private static Bytes capture(String name) {
    try (InputStream stream =
        Objects.requireNonNull(LinkMessageTest.class.getResourceAsStream(name), name)) {
      return Bytes.parseHex(
          new String(stream.readAllBytes(), StandardCharsets.US_ASCII)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .collect(Collectors.joining()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
