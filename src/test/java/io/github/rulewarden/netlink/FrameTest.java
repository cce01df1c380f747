package io.github.rulewarden.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FrameTest {
  /** {@code ip rule add lookup 52 priority 5270}, as a member of group 8 receives it. */
  private static final Bytes EVENT =
      Bytes.parseHex(
          "3c000000 2000 0000 03000000 a6040000"
              + "02000000 34000001 00000000 08000f00 34000000 08000e00 ffffffff"
              + "05001500 00000000 08000600 96140000");

  @Test
  void anEventOfTheKernel() throws MalformedMessageException {
    List<Frame> frames = Frame.decode(EVENT);
    assertEquals(List.of(new Frame(32, 0, 3, 0x4a6, EVENT.slice(16, 44))), frames);
    assertEquals(EVENT, Frame.encode(frames));
  }

  @Test
  void severalMessagesInOneDatagram() throws MalformedMessageException {
    List<Frame> frames =
        List.of(
            new Frame(34, Flags.REQUEST | Flags.DUMP, 1, 0, Bytes.parseHex("0a")),
            new Frame(3, Flags.MULTI | Flags.DUMP_INTERRUPTED, -1, -4096, Bytes.EMPTY),
            new Frame(0xffff, 0xffff, 7, 8, Bytes.parseHex("0102030405")));
    Bytes datagram = Frame.encode(frames);
    assertEquals(20 + 16 + 24, datagram.length());
    assertEquals(frames, Frame.decode(datagram));
  }

  @Test
  void theLastMessageMayComeWithoutItsPadding() throws MalformedMessageException {
    Frame frame = new Frame(34, 0, 1, 0, Bytes.parseHex("0a"));
    assertEquals(List.of(frame), Frame.decode(Frame.encode(List.of(frame)).slice(0, 17)));
  }

  @Test
  void anEmptyDatagramHoldsNothing() throws MalformedMessageException {
    assertEquals(List.of(), Frame.decode(Bytes.EMPTY));
  }

  @Test
  void aTruncatedDatagramIsMalformed() {
    for (int length = 1; length < EVENT.length(); length++) {
      Bytes cut = EVENT.slice(0, length);
      assertThrows(MalformedMessageException.class, () -> Frame.decode(cut), cut::toString);
    }
  }

  @Test
  void aCutIsNamedByPlaceFindingAndExpectation() {
    Bytes twice = Frame.encode(List.of(frameOf(EVENT), frameOf(EVENT)));
    MalformedMessageException header =
        assertThrows(MalformedMessageException.class, () -> Frame.decode(twice.slice(0, 60 + 15)));
    assertEquals(60, header.offset());
    assertEquals("15 bytes", header.found());
    assertEquals("a header of 16 bytes", header.expected());

    MalformedMessageException body =
        assertThrows(MalformedMessageException.class, () -> Frame.decode(twice.slice(0, 60 + 59)));
    assertEquals(
        "byte 60 of the datagram: found length 60, expected a length of 16 to 59",
        body.getMessage());
  }

  @Test
  void aLengthBelowTheHeadersOrBeyondTheEndIsMalformed() {
    for (long length : new long[] {0, 1, 15, 61, 0x7fff_ffffL, 0x8000_0000L, 0xffff_ffffL}) {
      Bytes wrong =
          new MessageWriter().u32(length).bytes(EVENT.slice(4, EVENT.length() - 4)).toBytes();
      assertThrows(
          MalformedMessageException.class, () -> Frame.decode(wrong), () -> "length " + length);
    }
  }

  @Test
  void paddingIsZeroRegardlessOfTheBuffer() {
    byte[] scratch = new byte[64];
    Arrays.fill(scratch, (byte) 0xff);
    MessageWriter writer = new MessageWriter(scratch);
    new Frame(34, 0x301, 1, 0, Bytes.parseHex("0a")).encode(writer);
    Bytes expected =
        new MessageWriter()
            .u32(17)
            .u16(34)
            .u16(0x301)
            .s32(1)
            .s32(0)
            .bytes(Bytes.parseHex("0a000000"))
            .toBytes();
    assertEquals(expected, writer.toBytes());
  }

  @Test
  void typeAndFlagsTakeSixteenBits() {
    assertThrows(IllegalArgumentException.class, () -> new Frame(0x10000, 0, 0, 0, Bytes.EMPTY));
    assertThrows(IllegalArgumentException.class, () -> new Frame(0, -1, 0, 0, Bytes.EMPTY));
  }

  @Test
  void encodingAndDecodingIsIdempotent() throws MalformedMessageException {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    int decoded = 0;
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = new byte[random.nextInt(6) * 24];
      random.nextBytes(bytes);
      // Lengths that are mostly plausible, so that more than the first check is reached.
      for (int at = 0; at + 4 <= bytes.length && random.nextInt(8) > 0; at += 24) {
        new MessageWriter().u32(17 + random.nextInt(8)).toBytes().copyTo(bytes, at);
      }
      List<Frame> frames;
      try {
        frames = Frame.decode(Bytes.owning(bytes));
      } catch (MalformedMessageException expected) {
        continue;
      }
      decoded += frames.size();
      assertEquals(frames, Frame.decode(Frame.encode(frames)), "seed " + seed);
    }
    assertTrue(decoded > 500, "only " + decoded + " messages decoded, seed " + seed);
  }

  private static Frame frameOf(Bytes datagram) {
    try {
      return Frame.decode(datagram).getFirst();
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }
}
