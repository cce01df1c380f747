package io.github.rulewarden.fib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListingTest {
  /** ip(8) of iproute2 6.1 printed these lines for exactly these rules. */
  private static final String IPV4 =
      """
      0: from all lookup local
      100: not from 10.0.0.0/8 to 192.0.2.1 tos 0x10 fwmark 0x1/0xff iif lo oif eth9 uidrange 1000-1999 ipproto tcp sport 80 dport 1000-2000 lookup 51820
      101: from all tun_id 42 lookup 100
      102: from all lookup [l3mdev-table]
      103: from all lookup main suppress_prefixlength 0 suppress_ifgroup 7
      104: from all lookup main realms 3/4
      104: from all lookup main realms 4
      105: from all goto 200
      106: from all nop
      107: from all blackhole
      108: from all fwmark 0/0xff unreachable
      109: from all prohibit proto 82
      110: from all ipproto udp sport 53 lookup default proto static
      111: from all uidrange 0-0 ipproto icmp lookup local
      113: from all fwmark 0x80000/0xff0000 unreachable
      114: from all fwmark 0x5/0 lookup 100
      115: from all to 192.0.2.0/24 fwmark 0x7 uidrange 1-1 sport 5 tun_id 9 lookup 33 suppress_prefixlength 0 realms 9
      32766: from all lookup main
      32767: from all lookup default
      """;

  private static final String IPV6 =
      """
      10: from 2001:db8::1 to 2001:db8::/32 lookup 100
      11: from :: ipproto ipv6-icmp lookup 100
      12: from all to ::1 lookup 100
      32766: from all lookup main
      """;

  @Test
  void printsWhatItReads() {
    assertEquals(IPV4, Listing.print(Listing.parse(IPV4)));
    assertEquals(IPV6, Listing.print(Listing.parse(Family.IPV6, IPV6)));
  }

  @Test
  void ignoresCommentsAndBlankLines() {
    assertEquals(List.of(), Listing.parse("\n  # nothing\n\n"));
  }

  @Test
  void knowsTheKernelsOwnRulesByTheirPriority() {
    assertEquals(2, Listing.rule(Family.IPV4, "0: from all lookup local").protocol());
    assertEquals(0, Listing.rule(Family.IPV4, "100: from all lookup local").protocol());
    assertEquals(
        2, Listing.rule(Family.IPV4, "100: from all lookup local proto kernel").protocol());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from all lookup main",
        "100: all lookup main",
        "100: from all fwmarks 1 lookup main",
        "100: from all lookup",
        "100: from all lookup mian",
        "100: from all lookup main suppress_prefixlen 0",
        "100: from all lookup main proto static bird",
        "100: from all goto",
        "100: from all",
        "100: from all fwmark 0xca6c not lookup 51820",
        "100: from example lookup main",
      })
  void rejectsInvalidLines(String line) {
    assertThrows(IllegalArgumentException.class, () -> Listing.rule(Family.IPV4, line));
  }
}
