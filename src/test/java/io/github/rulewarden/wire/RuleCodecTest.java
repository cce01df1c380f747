package io.github.rulewarden.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.rulewarden.fib.Extras;
import io.github.rulewarden.fib.Extras.Extra;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.IpCommand;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.route.RuleMessage;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Payloads of messages as Linux 6.18 dumps them, and the rules that they encode. */
class RuleCodecTest {
  private static final int RANDOM_RULES = 2_000;

  /** A rule as {@code ip rule} prints it, and its bytes. */
  record Capture(String listing, Family family, String bytes) {
    @Override
    public String toString() {
      return listing;
    }
  }

  static final List<Capture> CAPTURES =
      List.of(
          ipv4(
              "0: from all lookup local",
              "02000000 ff000001 00000000 08000f00 ff000000 08000e00 ffffffff 05001500 02000000"),
          ipv4(
              "32766: from all lookup main",
              "02000000 fe000001 00000000 08000f00 fe000000 08000e00 ffffffff 05001500 "
                  + "02000000 08000600 fe7f0000"),
          ipv4(
              "5270: from all lookup 52",
              "02000000 34000001 00000000 08000f00 34000000 08000e00 ffffffff 05001500 "
                  + "00000000 08000600 96140000"),
          ipv4(
              "5209: not from all fwmark 0xca6c lookup 51820",
              "02000000 fc000001 02000000 08000f00 6cca0000 08000e00 ffffffff 05001500 "
                  + "00000000 08000600 59140000 08000a00 6cca0000 08001000 ffffffff"),
          ipv6(
              "103: not from all fwmark 0xca6c lookup 51820",
              "0a000000 fc000001 02000000 08000f00 6cca0000 08000e00 ffffffff 05001500 "
                  + "00000000 08000600 67000000 08000a00 6cca0000 08001000 ffffffff"),
          ipv4(
              "5208: not from all fwmark 0x6d6f6c65 lookup 1836018789",
              "02000000 fc000001 02000000 08000f00 656c6f6d 08000e00 ffffffff 05001500 "
                  + "00000000 08000600 58140000 08000a00 656c6f6d 08001000 ffffffff"),
          ipv4(
              "5208: from all lookup main suppress_prefixlength 0",
              "02000000 fe000001 00000000 08000f00 fe000000 08000e00 00000000 05001500 "
                  + "00000000 08000600 58140000"),
          ipv4(
              "5210: from all fwmark 0x80000/0xff0000 lookup main",
              "02000000 fe000001 00000000 08000f00 fe000000 08000e00 ffffffff 05001500 "
                  + "00000000 08000600 5a140000 08000a00 00000800 08001000 0000ff00"),
          ipv4(
              "5250: from all fwmark 0x80000/0xff0000 unreachable",
              "02000000 00000007 00000000 08000f00 00000000 08000e00 ffffffff 05001500 "
                  + "00000000 08000600 82140000 08000a00 00000800 08001000 0000ff00"),
          ipv4(
              "100: from all iif lo oif eth0 lookup 100",
              "02000000 64000001 10000000 08000f00 64000000 08000e00 ffffffff 05001500 "
                  + "00000000 07000300 6c6f0000 09001100 65746830 00000000 08000600 64000000"),
          ipv4(
              "101: from all uidrange 1000-1999 lookup 101",
              "02000000 65000001 00000000 08000f00 65000000 08000e00 ffffffff 05001500 "
                  + "00000000 08000600 65000000 0c001400 e8030000 cf070000"),
          ipv4(
              "103: from 192.0.2.7 to 198.51.100.0/24 lookup 103",
              "02182000 67000001 00000000 08000f00 67000000 08000e00 ffffffff 05001500 "
                  + "00000000 08000600 67000000 08000100 c6336400 08000200 c0000207"),
          ipv6(
              "104: from all to 2001:db8::1 lookup 104",
              "0a800000 68000001 00000000 08000f00 68000000 08000e00 ffffffff 05001500 "
                  + "00000000 08000600 68000000 14000100 20010db8 00000000 00000000 00000001"),
          ipv6(
              "105: from 2001:db8::/32 to fd7a:115c:a1e0::/48 lookup 105",
              "0a302000 69000001 00000000 08000f00 69000000 08000e00 ffffffff 05001500 "
                  + "00000000 08000600 69000000 14000100 fd7a115c a1e00000 00000000 00000000 "
                  + "14000200 20010db8 00000000 00000000 00000000"),
          ipv4(
              "106: from all goto 32766",
              "02000000 00000002 00000000 08000f00 00000000 08000e00 ffffffff 05001500 "
                  + "00000000 08000600 6a000000 08000400 fe7f0000"),
          ipv4(
              "107: from all goto 40000",
              "02000000 00000002 04000000 08000f00 00000000 08000e00 ffffffff 05001500 "
                  + "00000000 08000600 6b000000 08000400 409c0000"),
          ipv4(
              "1000: from all lookup [l3mdev-table]",
              "02000000 00000001 00000000 08000f00 00000000 08000e00 ffffffff 05001500 "
                  + "00000000 08000600 e8030000 05001300 01000000"),
          ipv4(
              "108: from all tun_id 1311768467463790320 lookup 108",
              "02000000 6c000001 00000000 08000f00 6c000000 08000e00 ffffffff 05001500 "
                  + "00000000 08000600 6c000000 0c000c00 12345678 9abcdef0"),
          ipv4(
              "109: from all lookup 109 realms 1/2",
              "02000000 6d000001 00000000 08000f00 6d000000 08000e00 ffffffff 05001500 "
                  + "00000000 08000600 6d000000 08000b00 02000100"),
          ipv4(
              "110: from all lookup 110 proto 82",
              "02000000 6e000001 00000000 08000f00 6e000000 08000e00 ffffffff 05001500 "
                  + "52000000 08000600 6e000000"),
          ipv4(
              "111: from all tos 0x10 lookup 111",
              "02000010 6f000001 00000000 08000f00 6f000000 08000e00 ffffffff 05001500 "
                  + "00000000 08000600 6f000000"),
          ipv4(
              "112: from all lookup main suppress_ifgroup 7",
              "02000000 fe000001 00000000 08000f00 fe000000 08000e00 ffffffff 05001500 "
                  + "00000000 08000600 70000000 08000d00 07000000"),
          ipv4(
              "114: from all prohibit",
              "02000000 00000008 00000000 08000f00 00000000 08000e00 ffffffff 05001500 "
                  + "00000000 08000600 72000000"),
          ipv4(
              "115: from all blackhole",
              "02000000 00000006 00000000 08000f00 00000000 08000e00 ffffffff 05001500 "
                  + "00000000 08000600 73000000"),
          ipv4(
              "116: from all nop",
              "02000000 00000003 00000000 08000f00 00000000 08000e00 ffffffff 05001500 "
                  + "00000000 08000600 74000000"),
          ipv4(
              "0: from all lookup 117",
              "02000000 75000001 00000000 08000f00 75000000 08000e00 ffffffff 05001500 00000000"));

  @ParameterizedTest
  @FieldSource("CAPTURES")
  void decodes(Capture capture) throws MalformedMessageException {
    assertEquals(Listing.rule(capture.family(), capture.listing()), decode(capture.bytes()));
  }

  @ParameterizedTest
  @FieldSource("CAPTURES")
  void decodingRestoresAnEncodedRule(Capture capture) throws MalformedMessageException {
    Rule rule = decode(capture.bytes());
    assertEquals(rule, again(rule));
  }

  @Test
  void encodesTheKernelsMessageExceptSentinels() {
    assertEquals(
        Bytes.parseHex(
            "02000000 fc000001 02000000 08000f00 6cca0000 05001500 00000000 08000600 59140000"
                + " 08000a00 6cca0000 08001000 ffffffff"),
        RuleCodec.encode(Listing.rule(Family.IPV4, "5209: not from all fwmark 0xca6c lookup 51820"))
            .encode());
  }

  @Test
  void encodesPriorityAndProtocolEvenIfZero() {
    assertEquals(
        Bytes.parseHex(
            "02000000 75000001 00000000 08000f00 75000000 05001500 00000000 08000600 00000000"),
        RuleCodec.encode(Listing.rule(Family.IPV4, "0: from all lookup 117")).encode());
  }

  /**
   * The attributes are masks of a port, a dscp and a flow label, and an attribute of the future.
   */
  @ParameterizedTest
  @CsvSource({
    "06001d00 00ff0000, 29=00ff",
    "06001c00 ff000000, 28=ff00",
    "05001e00 38000000, 30=38",
    "08001a00 00012345, 26=00012345",
    "08001b00 000fffff, 27=000fffff",
    "07004f00 01020300, 79=010203",
    "08000680 96140000, 32774=96140000",
    "04001200, 18=",
    "05001300 02000000, 19=02"
  })
  void preservesUnknownAttributesAsExtras(String attribute, String extra)
      throws MalformedMessageException {
    Rule rule =
        decode("02000000 34000001 00000000 08000f00 34000000 08000600 96140000" + attribute);
    assertEquals(List.of(extra), rule.extras().attributes().stream().map(Extra::toString).toList());
    assertEquals(rule, again(rule));
    assertEquals(
        "ip -4 rule add priority 5270 from all lookup 52 # and attribute " + extra,
        IpCommand.add(rule, Scope.OWN));
  }

  /** The kernel adds these masks to {@code dscp 46} and {@code dport 443} by itself. */
  @ParameterizedTest
  @CsvSource({
    "05001900 2e000000 05001e00 3f000000, 118: from all dscp 46 lookup 52",
    "08001800 bb01bb01 06001d00 ffff0000, 118: from all dport 443 lookup 52",
    "08001700 bb01bb01 06001c00 ffff0000, 118: from all sport 443 lookup 52"
  })
  void aFullMaskIsOmitted(String attributes, String listing) throws MalformedMessageException {
    Rule rule =
        decode("02000000 34000001 00000000 08000f00 34000000 08000600 76000000" + attributes);
    assertEquals(Listing.rule(Family.IPV4, listing), rule);
    assertEquals(rule, again(rule));
  }

  @Test
  void aDscpIsACriterionAndItsMaskAnExtra() throws MalformedMessageException {
    Rule rule =
        decode(
            "02000000 77000001 00000000 08000f00 77000000 08000e00 ffffffff 05001500 00000000"
                + " 08000600 77000000 05001900 08000000 05001e00 38000000");
    assertEquals("119: from all dscp 8 lookup 119", rule.toString());
    assertEquals(new Extras(0, List.of(new Extra(30, "38"))), rule.extras());
    assertEquals(rule, again(rule));
  }

  @Test
  void portsAreCriteriaAndTheirMasksExtras() throws MalformedMessageException {
    Rule rule =
        decode(
            "02000000 79000001 00000000 08000f00 79000000 08000e00 ffffffff 05001500 00000000"
                + " 08000600 79000000 08001700 35003500 06001c00 ff000000 08001800 00120012"
                + " 06001d00 00ff0000 05001600 11000000");
    assertEquals("121: from all ipproto udp sport 53 dport 4608 lookup 121", rule.toString());
    assertEquals(2, rule.extras().attributes().size());
    assertEquals(rule, again(rule));
  }

  @ParameterizedTest
  @ValueSource(strings = {"04000000", "08000000", "10000000", "1c000000"})
  void flagsThatComeAndGoAreNotTheRules(String flags) throws MalformedMessageException {
    assertEquals(withFlags("00000000"), withFlags(flags));
  }

  @ParameterizedTest
  @ValueSource(strings = {"01000000", "20000000", "00000080", "ffffffff"})
  void allOtherFlagsAreKept(String flags) throws MalformedMessageException {
    Rule rule = withFlags(flags);
    assertEquals(Bytes.parseHex(flags).s32(0) & ~(0x4 | 0x8 | 0x10 | 0x2), rule.extras().flags());
    assertEquals(rule, again(rule));
  }

  @Test
  void aTableThatAnUnreachableRuleHasIsKept() throws MalformedMessageException {
    Rule rule = decode("02000000 00000007 00000000 08000f00 34000000 08000600 71000000");
    assertEquals("113: from all unreachable", rule.toString());
    assertEquals(0, rule.table());
    assertEquals(rule, again(rule));
    assertEquals(List.of(new Extra(15, "34000000")), rule.extras().attributes());
  }

  @Test
  void aTargetWithoutGotoIsAnExtra() throws MalformedMessageException {
    Rule rule = decode("02000000 34000001 00000000 08000f00 34000000 08000400 fe7f0000");
    assertEquals("0: from all lookup 52", rule.toString());
    assertEquals(rule, again(rule));
    assertEquals(List.of(new Extra(4, "fe7f0000")), rule.extras().attributes());
  }

  @Test
  void anActionOfTheFutureIsKept() throws MalformedMessageException {
    Rule rule = decode("02000000 0000002a 00000000 08000600 71000000");
    assertEquals("113: from all action 42", rule.toString());
    assertEquals(rule, again(rule));
  }

  @Test
  void withoutTheAttributeTheHeadersTableHolds() throws MalformedMessageException {
    assertEquals("0: from all lookup 52", decode("02000000 34000001 00000000").toString());
  }

  @ParameterizedTest
  @CsvSource({"51820, 252", "256, 252", "255, 255", "52, 52", "4294967295, 252", "0, 0"})
  void tablesBeyondAByteAreInTheAttributeAlone(long table, int inHeader) {
    Rule rule = Listing.rule(Family.IPV4, "7: from all lookup " + table);
    assertEquals(inHeader, RuleCodec.encode(rule).table());
  }

  @Test
  void aMarkOfZeroUnderAMaskIsAMark() throws MalformedMessageException {
    Rule rule = decode("02000000 34000001 00000000 08000f00 34000000 08001000 ff000000");
    assertEquals(Listing.rule(Family.IPV4, "0: from all fwmark 0x0/0xff lookup 52"), rule);
    assertEquals(rule, again(rule));
  }

  @ParameterizedTest
  @CsvSource({
    "02180000, 06000100 c6330000, an address of 2 bytes with a prefix length of 24",
    "02210000, 08000100 c6336400, an address of 4 bytes with a prefix length of 33",
    "02800000, 14000100 20010db8 00000000 00000000 00000001, an address of 16 bytes with a prefix"
        + " length of 128",
    "0a180000, 08000100 c6336400, an address of 4 bytes with a prefix length of 24",
    "0a810000, 14000100 20010db8 00000000 00000000 00000001, an address of 16 bytes with a prefix"
        + " length of 129"
  })
  void anAddressThatDoesNotFitIsMalformed(String header, String attribute, String found) {
    MalformedMessageException malformed =
        assertThrows(
            MalformedMessageException.class,
            () -> decode(header + "34000001 00000000" + attribute));
    assertEquals(found, malformed.found());
    assertEquals(16, malformed.offset());
  }

  @Test
  void anotherFamilyIsMalformed() {
    MalformedMessageException malformed =
        assertThrows(MalformedMessageException.class, () -> decode("80000000 34000001 00000000"));
    assertEquals("address family 128", malformed.found());
  }

  @Test
  void theLastOfTwoEqualAttributesCounts() throws MalformedMessageException {
    Rule rule =
        decode(
            "02180000 34000001 00000000 08000e00 05000000 08000e00 00000000 08000100 c6336400"
                + "08000100 c6336500 08000600 01000000 08000600 02000000");
    assertEquals(
        Listing.rule(
            Family.IPV4, "2: from all to 198.51.101.0/24 lookup 52 suppress_prefixlength 0"),
        rule);
    assertEquals(rule, again(rule));
  }

  @Test
  void theOrderOfAttributesIsIrrelevant() throws MalformedMessageException {
    String length = "08000e00 07000000";
    String group = "08000d00 07000000";
    String realms = "08000b00 02000100";
    String header = "02000000 34000001 00000000";
    assertEquals(
        decode(header + length + group + realms), decode(header + realms + group + length));
  }

  @Test
  void anyRuleSurvives() throws MalformedMessageException {
    long seed = System.nanoTime();
    RandomRules rules = new RandomRules(new SplittableRandom(seed));
    for (int i = 0; i < RANDOM_RULES; i++) {
      Rule rule = rules.next();
      assertEquals(rule, again(rule), "seed " + seed);
    }
  }

  @Test
  void anyMessageThatCanBeReadSurvives() throws MalformedMessageException {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    int survived = 0;
    for (int i = 0; i < RANDOM_RULES; i++) {
      byte[] bytes = Bytes.parseHex(CAPTURES.get(i % CAPTURES.size()).bytes()).toArray();
      for (int flips = random.nextInt(4); flips >= 0; flips--) {
        bytes[random.nextInt(1, bytes.length)] = (byte) random.nextInt();
      }
      Rule rule;
      try {
        rule = RuleCodec.decode(RuleMessage.decode(Bytes.owning(bytes)));
      } catch (MalformedMessageException e) {
        continue;
      }
      survived++;
      assertEquals(rule, again(rule), "seed " + seed + ", " + Bytes.owning(bytes));
    }
    assertEquals(true, survived > RANDOM_RULES / 10, survived + " survived, seed " + seed);
  }

  private static Rule withFlags(String flags) throws MalformedMessageException {
    return decode("02000000 34000001" + flags + "08000f00 34000000 08000600 96140000");
  }

  private static Rule decode(String hex) throws MalformedMessageException {
    return RuleCodec.decode(RuleMessage.decode(Bytes.parseHex(hex)));
  }

  /** Encodes a rule as a message and decodes it again. */
  private static Rule again(Rule rule) throws MalformedMessageException {
    return RuleCodec.decode(RuleMessage.decode(RuleCodec.encode(rule).encode()));
  }

  private static Capture ipv4(String listing, String bytes) {
    return new Capture(listing, Family.IPV4, bytes);
  }

  private static Capture ipv6(String listing, String bytes) {
    return new Capture(listing, Family.IPV6, bytes);
  }
}
