package io.github.rulewarden.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BytesTest {
  private static final Bytes EIGHT = Bytes.parseHex("80 81 82 83 84 85 86 87");

  @Test
  void numbersInTheMachinesOrderAreThoseOfAByteBuffer() {
    ByteBuffer expected = ByteBuffer.wrap(EIGHT.toArray()).order(ByteOrder.nativeOrder());
    assertEquals(expected.getShort(1) & 0xffff, EIGHT.u16(1));
    assertEquals(expected.getInt(3), EIGHT.s32(3));
    assertEquals(Integer.toUnsignedLong(expected.getInt(3)), EIGHT.u32(3));
  }

  @Test
  void bigEndianNumbersAreReadFromLeftToRight() {
    assertEquals(0x80, EIGHT.u8(0));
    assertEquals(0x8182, EIGHT.be16(1));
    assertEquals(0x8283_8485L, EIGHT.be32(2));
    assertEquals(0x8081_8283_8485_8687L, EIGHT.be64(0));
  }

  @Test
  void nothingOutsideOfASliceCanBeRead() {
    Bytes slice = EIGHT.slice(2, 4);
    assertEquals(Bytes.parseHex("82838485"), slice);
    assertEquals(2, slice.origin());
    assertEquals(0x8283_8485L, slice.be32(0));
    assertThrows(IndexOutOfBoundsException.class, () -> slice.u8(4));
    assertThrows(IndexOutOfBoundsException.class, () -> slice.u8(-1));
    assertThrows(IndexOutOfBoundsException.class, () -> slice.u16(3));
    assertThrows(IndexOutOfBoundsException.class, () -> slice.u32(1));
    assertThrows(IndexOutOfBoundsException.class, () -> slice.be64(0));
    assertThrows(IndexOutOfBoundsException.class, () -> slice.slice(3, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> slice.slice(0, Integer.MAX_VALUE));
  }

  @Test
  void aCopyDoesNotChange() {
    byte[] array = {1, 2};
    Bytes bytes = Bytes.copyOf(array);
    array[0] = 9;
    bytes.toArray()[1] = 9;
    assertEquals(Bytes.parseHex("0102"), bytes);
  }

  @Test
  void equalBytesAreEqualWhereverTheyWereCutFrom() {
    Bytes slice = Bytes.parseHex("00010200").slice(1, 2);
    assertEquals(Bytes.parseHex("0102"), slice);
    assertEquals(Bytes.parseHex("0102").hashCode(), slice.hashCode());
    assertNotEquals(Bytes.parseHex("0103"), slice);
    assertNotEquals(Bytes.parseHex("010200"), slice);
    assertEquals("0102", slice.toString());
  }

  /** An interface may have such a name, and a terminal would interpret it as a command. */
  @Test
  void bytesWithControlCharactersAreNotText() {
    assertFalse(text("wg\u001b[2J\0").isText());
    assertFalse(text("wg\u007f\0").isText());
    assertFalse(text("w\u00e4\u009b2J\0").isText());
    assertFalse(text("\u0001\0").isText());
    assertTrue(text("~ !\u00a0\0").isText());
  }

  @Test
  void textIsValidUtf8WithOneNulAtTheEnd() {
    assertEquals("wg0", text("wg0\0").text());
    assertEquals("wäg0", text("wäg0\0").text());
    assertTrue(text("wg0\0").isText());
    assertTrue(text("wäg0\0").isText());
    assertTrue(text("\0").isText());
    assertFalse(Bytes.EMPTY.isText());
    assertFalse(text("wg0").isText());
    assertFalse(text("w\0g\0").isText());
    assertFalse(Bytes.parseHex("77e400").isText());
  }

  private static Bytes text(String text) {
    return Bytes.copyOf(text.getBytes(StandardCharsets.UTF_8));
  }
}
