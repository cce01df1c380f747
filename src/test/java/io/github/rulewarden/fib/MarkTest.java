package io.github.rulewarden.fib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MarkTest {
  private static final Mark TAILSCALE = new Mark(0x80000, 0xff0000);

  @Test
  void comparesOnlyTheBitsOfTheMask() {
    assertTrue(TAILSCALE.matches(0x80000));
    assertTrue(TAILSCALE.matches(0x8ca6c));
    assertFalse(TAILSCALE.matches(0x40000));
    assertFalse(TAILSCALE.matches(0xc0000));
    assertFalse(TAILSCALE.matches(0));
  }

  @Test
  void comparesEveryBitIfItIsExact() {
    assertTrue(Mark.exactly(0xca6c).matches(0xca6c));
    assertFalse(Mark.exactly(0xca6c).matches(0x8ca6c));
    assertTrue(Mark.exactly(0x80000000).matches(0x80000000));
  }

  @Test
  void matchesEverythingWithoutAMask() {
    assertTrue(new Mark(0, 0).matches(0xca6c));
  }

  @Test
  void isWrittenAsIpWritesIt() {
    assertEquals("0xca6c", Mark.exactly(0xca6c).text());
    assertEquals("0x6d6f6c65", Mark.exactly(0x6d6f6c65).text());
    assertEquals("0x80000/0xff0000", TAILSCALE.text());
    assertEquals("0xffffffff", Mark.exactly(-1).text());
    assertEquals("0x80000000/0xf0000000", new Mark(0x80000000, 0xf0000000).text());
    assertEquals("0/0xff", new Mark(0, 0xff).text());
    assertEquals("0x5/0", new Mark(5, 0).text());
  }
}
