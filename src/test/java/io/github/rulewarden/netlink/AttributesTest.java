package io.github.rulewarden.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Checks {@link AttributeReader} and {@link MessageWriter}, each by the other and by bytes. */
class AttributesTest {
  private record Attribute(int type, Bytes payload) {}

  private static final Bytes THREE =
      Bytes.parseHex("0800 0600 96140000  0500 1500 52 000000  0700 0300 6c6f00 00");

  @Test
  void attributesOneByOne() throws MalformedMessageException {
    AttributeReader reader = new AttributeReader(THREE);
    assertTrue(reader.next());
    assertEquals(6, reader.type());
    assertEquals(4, reader.length());
    assertEquals(5270, reader.u32());
    assertTrue(reader.next());
    assertEquals(21, reader.type());
    assertEquals(0x52, reader.u8());
    assertTrue(reader.next());
    assertEquals("lo", reader.payload().text());
    assertFalse(reader.next());
    assertFalse(reader.next());
  }

  @Test
  void writingGivesTheSameBytes() {
    MessageWriter writer = new MessageWriter(filled());
    writer.attributeU32(6, 5270);
    writer.attributeU8(21, 0x52);
    writer.attributeText(3, "lo");
    assertEquals(THREE, writer.toBytes());
  }

  @Test
  void writesEveryNumberIntoABufferFullOfOnes() {
    MessageWriter writer = new MessageWriter(filled());
    writer.attributeU16(1, 0x1234);
    writer.attributeBe16(2, 0x1234);
    writer.attributeBe32(3, 0x12345);
    writer.attributeBe64(4, 0x1234_5678_9abc_def0L);
    writer.attribute(0xc005, Bytes.parseHex("010203"));
    assertEquals(
        Bytes.parseHex(
            "06000100 34120000 06000200 12340000 08000300 00012345"
                + "0c000400 12345678 9abcdef0 070005c0 01020300"),
        writer.toBytes());
  }

  @Test
  void aNestedAttributeGetsItsLengthAtTheEnd() {
    MessageWriter writer = new MessageWriter(filled());
    int begin = writer.beginAttribute(0x8012);
    writer.attributeText(1, "tun");
    writer.u8(7);
    writer.endAttribute(begin);
    assertEquals(Bytes.parseHex("0d001280 08000100 74756e00 07000000"), writer.toBytes());
  }

  @Test
  void theFlagsOfATypeAreNotItsNumber() {
    assertEquals(18, AttributeReader.number(0x8012));
    assertTrue(AttributeReader.isNested(0x8012));
    assertFalse(AttributeReader.isNetworkByteOrder(0x8012));
    assertEquals(18, AttributeReader.number(0x4012));
    assertTrue(AttributeReader.isNetworkByteOrder(0x4012));
    assertFalse(AttributeReader.isNested(0x4012));
  }

  @Test
  void aLengthBelowTheHeadersIsMalformed() {
    for (int length = 0; length < 4; length++) {
      Bytes wrong = new MessageWriter().u16(length).u16(1).u32(0).toBytes();
      MalformedMessageException e =
          assertThrows(MalformedMessageException.class, () -> new AttributeReader(wrong).next());
      assertEquals("attribute length " + length, e.found());
      assertEquals("4 to 8", e.expected());
    }
  }

  @Test
  void anAttributeOfHalfTheirNumberOfBytesAndMoreIsNotNegative() throws MalformedMessageException {
    for (int length : new int[] {0x7fff, 0x8000, 0x8001, 0xffff}) {
      Bytes payload = Bytes.owning(new byte[length - 4]);
      MessageWriter writer = new MessageWriter();
      writer.attribute(9, payload);
      AttributeReader reader = new AttributeReader(writer.toBytes());
      assertTrue(reader.next());
      assertEquals(payload, reader.payload());
      assertFalse(reader.next());

      Bytes cut = writer.toBytes().slice(0, length - 1);
      assertThrows(MalformedMessageException.class, () -> new AttributeReader(cut).next());
    }
  }

  @Test
  void moreThanSixteenBitsOfLengthCannotBeWritten() {
    Bytes tooLong = Bytes.owning(new byte[0x10000 - 4]);
    MessageWriter writer = new MessageWriter();
    assertThrows(IllegalArgumentException.class, () -> writer.attribute(1, tooLong));
    int begin = writer.beginAttribute(1);
    writer.bytes(tooLong);
    assertThrows(IllegalArgumentException.class, () -> writer.endAttribute(begin));
  }

  @Test
  void truncatedAttributesAreMalformedExceptAtABoundaryOrInTheLastPadding()
      throws MalformedMessageException {
    for (int length = 0; length <= THREE.length(); length++) {
      Bytes cut = THREE.slice(0, length);
      switch (length) {
        case 0 -> assertEquals(List.of(), read(cut));
        case 8 -> assertEquals(1, read(cut).size());
        case 13, 14, 15, 16 -> assertEquals(2, read(cut).size());
        case 23, 24 -> assertEquals(3, read(cut).size());
        default -> assertThrows(MalformedMessageException.class, () -> read(cut));
      }
    }
  }

  @Test
  void aMalformedAttributeIsReportedWithItsOffset() {
    Bytes datagram = Bytes.parseHex("00000000 00000000 08000600 96140000 0300");
    MalformedMessageException e =
        assertThrows(MalformedMessageException.class, () -> read(datagram.slice(8, 10)));
    assertEquals(16, e.offset());
  }

  @Test
  void encodingAndDecodingIsIdempotent() throws MalformedMessageException {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    int decoded = 0;
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      for (int at = 0; at + 4 <= bytes.length && random.nextInt(8) > 0; at += 8) {
        new MessageWriter().u16(5 + random.nextInt(4)).toBytes().copyTo(bytes, at);
      }
      List<Attribute> attributes;
      try {
        attributes = read(Bytes.owning(bytes));
      } catch (MalformedMessageException expected) {
        continue;
      }
      decoded += attributes.size();
      MessageWriter writer = new MessageWriter(filled());
      for (Attribute attribute : attributes) {
        writer.attribute(attribute.type(), attribute.payload());
      }
      assertEquals(attributes, read(writer.toBytes()), "seed " + seed);
    }
    assertTrue(decoded > 500, "only " + decoded + " attributes decoded, seed " + seed);
  }

  private static byte[] filled() {
    byte[] scratch = new byte[16];
    Arrays.fill(scratch, (byte) 0xff);
    return scratch;
  }

  private static List<Attribute> read(Bytes bytes) throws MalformedMessageException {
    List<Attribute> attributes = new ArrayList<>();
    AttributeReader reader = new AttributeReader(bytes);
    while (reader.next()) {
      attributes.add(new Attribute(reader.type(), reader.payload()));
    }
    return attributes;
  }
}
