package io.github.rulewarden.fib;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InternetCoverageTest {
  @Test
  void aDefaultRouteCoversIt() {
    expectWhole("0.0.0.0/0");
    expectWhole("::/0");
  }

  @Test
  void halvesCoverIt() {
    expectWhole("0.0.0.0/1 128.0.0.0/1");
    expectWhole("128.0.0.0/1 0.0.0.0/1");
    expectWhole("::/1 8000::/1");
    expectWhole("2000::/3");
  }

  @Test
  void piecesWithoutThePrivateRangesCoverIt() {
    expectWhole(
        "0.0.0.0/5 8.0.0.0/7 11.0.0.0/8 12.0.0.0/6 16.0.0.0/4 32.0.0.0/3 64.0.0.0/3 96.0.0.0/6"
            + " 100.0.0.0/10 100.128.0.0/9 101.0.0.0/8 102.0.0.0/7 104.0.0.0/5 112.0.0.0/4"
            + " 128.0.0.0/3 160.0.0.0/5 168.0.0.0/8 169.0.0.0/9 169.128.0.0/10 169.192.0.0/11"
            + " 169.224.0.0/12 169.240.0.0/13 169.248.0.0/14 169.252.0.0/15 169.255.0.0/16"
            + " 170.0.0.0/7 172.0.0.0/12 172.32.0.0/11 172.64.0.0/10 172.128.0.0/9 173.0.0.0/8"
            + " 174.0.0.0/7 176.0.0.0/4 192.0.1.0/24 192.0.2.0/23 192.0.4.0/22 192.0.8.0/21"
            + " 192.0.16.0/20 192.0.32.0/19 192.0.64.0/18 192.0.128.0/17 192.1.0.0/16 192.2.0.0/15"
            + " 192.4.0.0/14 192.8.0.0/13 192.16.0.0/12 192.32.0.0/11 192.64.0.0/10 192.128.0.0/11"
            + " 192.160.0.0/13 192.169.0.0/16 192.170.0.0/15 192.172.0.0/14 192.176.0.0/12"
            + " 192.192.0.0/10 193.0.0.0/8 194.0.0.0/7 196.0.0.0/6 200.0.0.0/5 208.0.0.0/4");
    expectWhole("::/3 2000::/4 3000::/4 4000::/2 8000::/2 c000::/3 e000::/4 f000::/5 f800::/6");
  }

  @Test
  void overlappingPiecesCountOnce() {
    expectPart("0.0.0.0/1 0.0.0.0/1 0.0.0.0/2 64.0.0.0/2");
    expectWhole("0.0.0.0/1 0.0.0.0/2 128.0.0.0/1 192.0.2.0/24");
  }

  @Test
  void aPartDoesNotCoverIt() {
    expectPart("0.0.0.0/1");
    expectPart("128.0.0.0/1");
    expectPart("0.0.0.0/1 128.0.0.0/2");
    expectPart("10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10");
    expectPart("224.0.0.0/3");
    expectPart("2001:db8::/32 fc00::/7");
    expectPart("8000::/1");
    expectPart("2000::/4");
    assertEquals(false, InternetCoverage.isWhole(Family.IPV4, List.of()));
  }

  private static void expectWhole(String prefixes) {
    assertEquals(true, isWhole(prefixes), prefixes);
  }

  private static void expectPart(String prefixes) {
    assertEquals(false, isWhole(prefixes), prefixes);
  }

  private static boolean isWhole(String text) {
    List<Prefix> prefixes = new ArrayList<>();
    for (String word : text.split(" ")) {
      prefixes.add(Prefixes.parse(word));
    }
    return InternetCoverage.isWhole(prefixes.getFirst().address().family(), prefixes);
  }
}
