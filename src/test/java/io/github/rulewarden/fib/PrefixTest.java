package io.github.rulewarden.fib;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrefixTest {
  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0, 203.0.113.7, true",
    "0.0.0.0/0, 0.0.0.0/0, true",
    "100.64.0.0/10, 100.64.0.7, true",
    "100.64.0.0/10, 100.127.255.255, true",
    "100.64.0.0/10, 100.128.0.0/9, false",
    "100.64.0.0/10, 100.63.255.255, false",
    "100.64.0.0/10, 100.64.0.0/10, true",
    "100.64.0.0/10, 100.0.0.0/8, false",
    "203.0.113.7, 203.0.113.7, true",
    "203.0.113.7, 203.0.113.6, false",
    "::/0, fd7a:115c:a1e0::7, true",
    "fd7a:115c:a1e0::/48, fd7a:115c:a1e0::7, true",
    "fd7a:115c:a1e0::/48, fd7a:115c:a1e1::7, false",
    "2001:db8::/64, 2001:db8::1, true",
    "2001:db8::/64, 2001:db8:0:1::1, false",
    "2001:db8::/65, 2001:db8::8000:0:0:1, false",
    "2001:db8::7, 2001:db8::7, true",
    "2001:db8::7, 2001:db8::6, false",
    "0.0.0.0/0, ::1, false"
  })
  void coversPrefixesInside(String prefix, String other, boolean expected) {
    assertEquals(expected, Prefixes.parse(prefix).covers(Prefixes.parse(other)));
  }

  @ParameterizedTest
  @CsvSource({
    "100.64.0.7, true",
    "100.100.100.100, true",
    "100.64.0.0/10, true",
    "100.0.0.0/8, false",
    "10.42.0.0/16, false",
    "fd7a:115c:a1e0::7, true",
    "fd7a:115c:a1e0::/48, true",
    "fd7a:115c::/32, false",
    "::/0, false"
  })
  void theTailnetsAddresses(String prefix, boolean expected) {
    assertEquals(expected, TailnetRoutes.isInside(Prefixes.parse(prefix)));
  }
}
