package io.github.rulewarden.doctor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Marks of other programs' rules. */
class MarkCheckTest extends CheckTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1001: from all fwmark 0x100/0x3f00 lookup 1", // mwan3
        "100: from all fwmark 0x200/0xf00 lookup 2004", // Cilium
        "6000: from all fwmark 0x10000 lookup 100",
        "105: not from all fwmark 0x1bd00 lookup 7120", // NetBird
        "900: from all fwmark 0xca6d lookup 7",
        "900: from all lookup 7",
      })
  void othersHaveMarksOfTheirOwn(String rule) {
    rules(rule);
    assertSaid(new MarkCheck(), "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0x80000", "0x80001", "0x80000/0x80000", "0x80000/0xffff0000", "0x80000/0xf0000"})
  void tailscales(String mark) {
    rules("900: from all fwmark " + mark + " lookup 7");
    assertSaid(
        new MarkCheck(),
        "warning mark-of-tailscale: `900: from all fwmark "
            + mark
            + " lookup 7` can match packets with tailscaled's mark 0x80000/0xff0000\n"
            + "=> configure the program that added this rule to use a mark outside 0xff0000\n");
  }

  @Test
  void bitsOfTailscales() {
    rules("900: from all fwmark 0x10000/0xffff0000 lookup 7");
    assertSaid(
        new MarkCheck(),
        """
        info shared-mark-bits: `900: from all fwmark 0x10000/0xffff0000 lookup 7` uses mark bits that belong to Tailscale (0xff0000)
        => configure the program that added this rule to use a mark outside 0xff0000
        """);
  }

  /** The rule is that of mwan3's tenth interface. */
  @Test
  void aTunnels() {
    rules("1010: from all fwmark 0xa00/0x3f00 lookup 10");
    assertSaid(
        new MarkCheck(),
        """
        warning mark-of-tunnel: `1010: from all fwmark 0xa00/0x3f00 lookup 10` matches the VPN's own packets (mark 0xca6c)
        => set another mark for the tunnel (FwMark = in its file) or for this rule
        """);
  }

  private void rules(String rule) {
    host.rules(CheckFixture.IN_ORDER + rule + "\n", CheckFixture.IN_ORDER);
  }
}
