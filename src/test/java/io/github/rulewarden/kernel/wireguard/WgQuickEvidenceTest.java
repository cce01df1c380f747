package io.github.rulewarden.kernel.wireguard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.kernel.rule.RuleChannel;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Errno;
import io.github.rulewarden.netlink.Flags;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.MessageWriter;
import io.github.rulewarden.netlink.Reception;
import io.github.rulewarden.netlink.netfilter.Expression;
import io.github.rulewarden.netlink.netfilter.ExpressionAttribute;
import io.github.rulewarden.netlink.netfilter.NetfilterCaptures;
import io.github.rulewarden.netlink.netfilter.NetfilterHeader;
import io.github.rulewarden.netlink.netfilter.RuleAttribute;
import io.github.rulewarden.netlink.netfilter.RuleMessage;
import io.github.rulewarden.netlink.testing.ScriptedPeer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Specifies what counts as proof that wg-quick routes all traffic into a link. */
class WgQuickEvidenceTest {
  private static final Link WG0 = new Link(7, "wg0", Link.Kind.TUN);
  private static final Map<Family, Long> NONE = Map.of();

  @Test
  void theTableOfEachFamilyHasItsMark() {
    assertEquals(
        Map.of(Family.IPV4, 51820L, Family.IPV6, 51820L),
        marks(
            NetfilterCaptures.IPV4_DESTINATION,
            NetfilterCaptures.IPV4_RESTORE_MARK,
            NetfilterCaptures.IPV4_SAVE_MARK,
            NetfilterCaptures.IPV6_DESTINATION,
            NetfilterCaptures.IPV6_RESTORE_MARK,
            NetfilterCaptures.IPV6_SAVE_MARK));
    assertEquals(
        Map.of(Family.IPV6, 51820L),
        marks(NetfilterCaptures.IPV6_DESTINATION, NetfilterCaptures.IPV6_SAVE_MARK));
    assertEquals(NONE, marks());
  }

  @Test
  void itTakesBothMarkAndAddress() {
    assertEquals(NONE, marks(NetfilterCaptures.IPV4_DESTINATION));
    assertEquals(NONE, marks(NetfilterCaptures.IPV4_SAVE_MARK));
    assertEquals(NONE, marks(NetfilterCaptures.IPV4_DESTINATION, NetfilterCaptures.IPV6_SAVE_MARK));
  }

  @Test
  void itIsTheTableOfThisLinkOnly() {
    Bytes[] rules = {NetfilterCaptures.IPV4_DESTINATION, NetfilterCaptures.IPV4_SAVE_MARK};
    Link other = new Link(WG0.index(), "wg", Link.Kind.TUN);
    assertEquals(NONE, evidence(FirewallPeer.of(rules)).marks(other));
    assertEquals(NONE, evidence(FirewallPeer.withoutFilter(rules)).marks(other));
    assertEquals(
        Map.of(Family.IPV4, 51820L), evidence(FirewallPeer.withoutFilter(rules)).marks(WG0));
  }

  /**
   * The table remains when the link is deleted by hand, and the next link of that name may belong
   * to another program.
   */
  @Test
  void aTableWithAnAddressThatTheLinkLacksIsOutOfDate() {
    Bytes[] rules = {NetfilterCaptures.IPV4_DESTINATION, NetfilterCaptures.IPV4_SAVE_MARK};
    for (ScriptedPeer addresses :
        List.of(
            FirewallPeer.ofAddresses("0220800007000000 080001000a020003 080002000a020003"),
            FirewallPeer.ofAddresses("0220800007000000 080001000a020002 080002000a020003"),
            FirewallPeer.ofAddresses("0220800008000000 080001000a020002 080002000a020002"),
            FirewallPeer.ofAddresses("0a80800007000000 080001000a020002"),
            FirewallPeer.ofAddresses())) {
      WgQuickEvidence evidence = new WgQuickEvidence(() -> FirewallPeer.of(rules), () -> addresses);
      assertEquals(NONE, evidence.marks(WG0));
    }
  }

  @Test
  void marksThatContradictEachOtherProveNothing() {
    assertEquals(
        NONE,
        marks(
            NetfilterCaptures.IPV4_DESTINATION,
            NetfilterCaptures.IPV4_SAVE_MARK,
            FirewallPeer.withMark(NetfilterCaptures.IPV4_SAVE_MARK, 51821)));
    assertEquals(
        Map.of(Family.IPV4, 0xfffffffeL),
        marks(
            NetfilterCaptures.IPV4_DESTINATION,
            FirewallPeer.withMark(NetfilterCaptures.IPV4_SAVE_MARK, 0xfffffffeL)));
  }

  @Test
  void iptablesNftRulesAreFoundByTheirComment() {
    assertEquals(
        Map.of(Family.IPV4, 51820L),
        marks(NetfilterCaptures.IPTABLES_DESTINATION, NetfilterCaptures.IPTABLES_SAVE_MARK));
    assertEquals(
        Map.of(Family.IPV4, 51820L),
        marks(NetfilterCaptures.COMMENT_IN_USER_DATA, NetfilterCaptures.IPTABLES_SAVE_MARK));
    Link other = new Link(WG0.index(), "wg", Link.Kind.TUN);
    ScriptedPeer netfilter =
        FirewallPeer.of(
            NetfilterCaptures.IPTABLES_DESTINATION, NetfilterCaptures.IPTABLES_SAVE_MARK);
    assertEquals(NONE, evidence(netfilter).marks(other));
  }

  /** awg-quick uses the table name of wg-quick, and its own comment. */
  @Test
  void awgQuicksCommentCountsToo() {
    String comment = hex("wg-quick(8) rule for wg0");
    String amnezias = hex("awg-quick(8) rule for wg0");
    Bytes[] rules = {NetfilterCaptures.IPTABLES_DESTINATION, NetfilterCaptures.IPTABLES_SAVE_MARK};
    for (int i = 0; i < rules.length; i++) {
      // The comment is one byte longer and replaces a zero behind it.
      rules[i] = Bytes.parseHex(rules[i].toString().replace(comment + "00", amnezias));
    }
    assertEquals(Map.of(Family.IPV4, 51820L), marks(rules));
  }

  /**
   * iptables before 1.8.9 uses {@code struct xt_mark_mtinfo1}. The bytes are written by hand after
   * {@code linux/netfilter/xt_mark.h}.
   */
  @Test
  void olderIptablesComparesTheMarkByAMatch() {
    Bytes destination = NetfilterCaptures.IPTABLES_DESTINATION;
    assertEquals(
        Map.of(Family.IPV4, 51820L), marks(destination, matching("6cca0000 ffffffff 00000000", 1)));
    assertEquals(NONE, marks(destination, matching("6cca0000 ffffffff 01000000", 1)), "inverted");
    assertEquals(NONE, marks(destination, matching("6cca0000 ffff0000 00000000", 1)), "a part");
    assertEquals(NONE, marks(destination, matching("6cca0000 ffffffff 00000000", 0)), "unknown");
    assertEquals(NONE, marks(destination, matching("6cca0000 ffffffff", 1)), "too short");
  }

  /** Prefixes, other addresses, parts of a mark, and marks that are set do not count. */
  @Test
  void onlyEqualityOfUnmaskedValuesCounts() {
    for (Bytes rule :
        List.of(
            NetfilterCaptures.PREFIX,
            NetfilterCaptures.OTHER_THAN,
            NetfilterCaptures.PART_OF_MARK,
            NetfilterCaptures.SET_MARK)) {
      Bytes inTable = movedTo("wg-quick-wg0", rule);
      assertEquals(NONE, marks(inTable, NetfilterCaptures.IPV4_SAVE_MARK));
      assertEquals(NONE, marks(inTable, NetfilterCaptures.IPV4_DESTINATION));
    }
  }

  @Test
  void aRulesetThatChangesIsReadAgain() {
    ScriptedPeer peer = new ScriptedPeer(13);
    peer.next(sent -> {
      Frame request = sent.getFirst();
      Frame part = peer.part(request, 0xa06, NetfilterCaptures.IPV4_DESTINATION);
      Frame interrupted = part.numbered(Flags.DUMP_INTERRUPTED, part.sequence(), part.portId());
      return List.of(ScriptedPeer.datagram(interrupted, peer.done(request)));
    });
    peer.next(sent -> {
      Frame request = sent.getFirst();
      return List.of(
          ScriptedPeer.datagram(
              peer.part(request, 0xa06, NetfilterCaptures.IPV4_DESTINATION),
              peer.part(request, 0xa06, NetfilterCaptures.IPV4_SAVE_MARK),
              peer.done(request)));
    });
    for (int i = 0; i < 3; i++) {
      peer.next(sent -> List.of(ScriptedPeer.datagram(peer.done(sent.getFirst()))));
    }
    assertEquals(Map.of(Family.IPV4, 51820L), evidence(peer).marks(WG0));
    assertEquals(0, peer.scriptsLeft());
    assertInstanceOf(Reception.Closed.class, peer.receive(0));
  }

  /**
   * The kernel refuses for lack of a permission, of nftables (its reply for a subsystem that it
   * lacks) or of the table.
   */
  @ParameterizedTest
  @EnumSource(
      value = Errno.class,
      names = {"EPERM", "EINVAL", "ENOENT", "EOPNOTSUPP", "EAFNOSUPPORT", "ENOMEM"})
  void aRefusalIsNoEvidence(Errno errno) {
    ScriptedPeer peer = new ScriptedPeer(13);
    peer.next(sent -> List.of(ScriptedPeer.datagram(peer.refusal(sent.getFirst(), errno, ""))));
    assertEquals(NONE, evidence(peer).marks(WG0));
    assertInstanceOf(Reception.Closed.class, peer.receive(0));
  }

  @Test
  void withoutNetfilterOrAReplyThereIsNoEvidence() {
    RuleChannel.Opener none =
        () -> {
          throw new KernelException("socket", Errno.EPROTONOSUPPORT.number());
        };
    assertEquals(NONE, new WgQuickEvidence(none, none).marks(WG0));
    ScriptedPeer silent = new ScriptedPeer(13);
    silent.next(_ -> List.of());
    assertEquals(NONE, evidence(silent).marks(WG0));
    ScriptedPeer senseless = new ScriptedPeer(13);
    senseless.next(_ -> List.of(new Reception.Datagram(Bytes.parseHex("03"))));
    assertEquals(NONE, evidence(senseless).marks(WG0));
  }

  private static Map<Family, Long> marks(Bytes... rules) {
    return evidence(FirewallPeer.of(rules)).marks(WG0);
  }

  private static WgQuickEvidence evidence(ScriptedPeer netfilter) {
    return new WgQuickEvidence(() -> netfilter, () -> FirewallPeer.ofAddresses(WG0.index()));
  }

  private static String hex(String text) {
    MessageWriter writer = new MessageWriter();
    writer.attributeText(0, text);
    String attribute = writer.toBytes().toString();
    return attribute.substring(8, 8 + 2 * text.length());
  }

  /** Returns a rule of iptables with wg-quick's comment that compares the mark by a match. */
  private static Bytes matching(String info, int revision) {
    MessageWriter data = new MessageWriter();
    data.attributeText(1, "mark");
    data.attributeBe32(2, revision);
    data.attribute(3, Bytes.parseHex(info));
    Expression match =
        new Expression(
            1,
            List.of(
                new ExpressionAttribute.Name("match"),
                new ExpressionAttribute.Data(2, data.toBytes())));
    MessageWriter comment =
        new MessageWriter()
            .u8(0)
            .u8(25)
            .bytes(Bytes.parseHex(hex("wg-quick(8) rule for wg0")))
            .u8(0);
    return new RuleMessage(
            new NetfilterHeader(2, 0, 0),
            List.of(
                new RuleAttribute.Table("mangle"),
                new RuleAttribute.Expressions(4, List.of(match)),
                new RuleAttribute.UserData(comment.toBytes())))
        .encode();
  }

  private static Bytes movedTo(String table, Bytes rule) {
    try {
      RuleMessage message = RuleMessage.decode(rule);
      Optional<RuleAttribute.Expressions> expressions =
          message.find(RuleAttribute.Expressions.class);
      return new RuleMessage(
              message.header(), List.of(new RuleAttribute.Table(table), expressions.orElseThrow()))
          .encode();
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }
}
