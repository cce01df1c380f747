package io.github.rulewarden.fib;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  /** The examples of RFC 5952, and edge cases of each of its rules. */
  @ParameterizedTest
  @CsvSource({
    "2001:0db8:0000:0000:0001:0000:0000:0001, 2001:db8::1:0:0:1",
    "2001:db8:0:1:1:1:1:1,                    2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1,                      2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1,                    2001:db8::1:0:0:1",
    "2001:db8:aaaa:bbbb:cccc:dddd:eeee:AAAA,  2001:db8:aaaa:bbbb:cccc:dddd:eeee:aaaa",
    "2001:db8:0:0:0:0:2:1,                    2001:db8::2:1",
    "0:0:0:0:0:0:0:0,                         ::",
    "0:0:0:0:0:0:0:1,                         ::1",
    "1:0:0:0:0:0:0:0,                         1::",
    "0:0:1:0:0:0:0:0,                         0:0:1::",
    "0:0:0:1:0:0:0:0,                         0:0:0:1::",
    "0:1:0:1:0:1:0:1,                         0:1:0:1:0:1:0:1",
    "fd7a:115c:a1e0:0:0:0:0:53,               fd7a:115c:a1e0::53",
    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "0:0:0:0:0:ffff:c000:0201,                ::ffff:192.0.2.1",
    "0:0:0:0:ffff:0:c000:0201,                ::ffff:0:c000:201",
  })
  void isCanonicalInIpv6(String spelt, String canonical) {
    assertEquals(canonical, Numeric.address(Family.IPV6, spelt).text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "100.64.0.1", "127.0.0.1", "192.0.2.255", "255.255.255.255"})
  void isDottedInIpv4(String text) {
    assertEquals(text, Numeric.address(Family.IPV4, text).text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"fd7a:115c:a1e0::53", "ff02::1:ff00:80", "::", "8000::8000"})
  void givesItsBytesBack(String text) {
    Address address = Numeric.address(Family.IPV6, text);
    assertEquals(address, Address.of(Family.IPV6, address.bytes()));
    assertEquals(text, address.text());
    assertEquals(16, address.bytes().length);
  }

  @Test
  void keepsTheOrderOfItsBytes() {
    byte[] bytes = {(byte) 192, 0, 2, (byte) 129};
    assertArrayEquals(bytes, Address.of(Family.IPV4, bytes).bytes());
  }

  @Test
  void hasFourOrSixteenBytes() {
    assertThrows(IllegalArgumentException.class, () -> Address.of(Family.IPV4, new byte[16]));
    assertThrows(IllegalArgumentException.class, () -> Address.of(Family.IPV6, new byte[4]));
    assertThrows(IllegalArgumentException.class, () -> Address.of(Family.IPV4, new byte[0]));
  }

  @Test
  void lengthIsAtMostTheAddressLength() {
    Address address = Numeric.address(Family.IPV4, "192.0.2.0");
    assertEquals("192.0.2.0/24", new Prefix(address, 24).text());
    assertEquals("192.0.2.0", new Prefix(address, 32).text());
    assertEquals("192.0.2.0/0", new Prefix(address, 0).text());
    assertThrows(IllegalArgumentException.class, () -> new Prefix(address, 33));
    assertThrows(IllegalArgumentException.class, () -> new Prefix(address, -1));
  }
}
