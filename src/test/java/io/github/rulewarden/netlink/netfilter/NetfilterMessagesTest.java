package io.github.rulewarden.netlink.netfilter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.RandomMessages;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Decodes rules as the kernel sends them, and encodes them again. */
class NetfilterMessagesTest {
  private static final int HEADER = 4;
  private static final String RULES =
      "io.github.rulewarden.netlink.netfilter.NetfilterCaptures#RULES";

  private static final Operation UDP = new Operation.Compare(1, 0, Bytes.parseHex("11"));
  private static final Operation LOAD_MARK = new Operation.LoadMeta(1, Operation.META_MARK);
  private static final Operation LOAD_PROTOCOL = new Operation.LoadMeta(1, 16);
  private static final Operation LOAD_NAME = new Operation.LoadMeta(1, 6);
  private static final Operation OTHER = new Operation.Other();

  @Test
  void aRuleIsInATableAndAChain() throws MalformedMessageException {
    RuleMessage rule = RuleMessage.decode(NetfilterCaptures.IPV6_DESTINATION);
    assertEquals(TableFamily.IPV6.number(), rule.header().family());
    assertEquals("wg-quick-wg0", rule.table());
    assertEquals(
        Optional.of(new RuleAttribute.Chain("preraw")), rule.find(RuleAttribute.Chain.class));
    assertEquals(Optional.of(new RuleAttribute.Handle(4)), rule.find(RuleAttribute.Handle.class));
    assertEquals("", rule.comment());
  }

  @ParameterizedTest
  @FieldSource(RULES)
  void nothingIsLost(Bytes bytes) throws MalformedMessageException {
    assertEquals(bytes, RuleMessage.decode(bytes).encode());
  }

  @Test
  void wgQuicksRuleForTheAddress() throws MalformedMessageException {
    assertEquals(
        List.of(
            LOAD_NAME,
            new Operation.Compare(1, 1, Bytes.parseHex("77673000" + "00".repeat(12))),
            new Operation.LoadPayload(1, Operation.NETWORK_HEADER, 16, 4),
            new Operation.Compare(1, 0, Bytes.parseHex("0a020002")),
            OTHER,
            new Operation.Compare(1, 1, Bytes.parseHex("02000000")),
            OTHER),
        operations(NetfilterCaptures.IPV4_DESTINATION));
    assertTrue(
        operations(NetfilterCaptures.IPV6_DESTINATION)
            .containsAll(
                List.of(
                    new Operation.LoadPayload(1, Operation.NETWORK_HEADER, 24, 16),
                    new Operation.Compare(
                        1, 0, Bytes.parseHex("fd000002 00000000 00000000 00000002")))));
  }

  @Test
  void wgQuicksRulesForTheMark() throws MalformedMessageException {
    List<Operation> save =
        List.of(
            LOAD_PROTOCOL,
            UDP,
            LOAD_MARK,
            new Operation.Compare(1, 0, Bytes.parseHex("6cca0000")),
            LOAD_MARK,
            OTHER);
    assertEquals(save, operations(NetfilterCaptures.IPV4_SAVE_MARK));
    assertEquals(save, operations(NetfilterCaptures.IPV6_SAVE_MARK));
    assertEquals(
        List.of(LOAD_PROTOCOL, UDP, OTHER, OTHER),
        operations(NetfilterCaptures.IPV4_RESTORE_MARK),
        "setting a mark does not load it");
  }

  @Test
  void iptablesStoresACommentInAMatch() throws MalformedMessageException {
    RuleMessage rule = RuleMessage.decode(NetfilterCaptures.IPTABLES_DESTINATION);
    assertEquals("raw", rule.table());
    assertEquals("wg-quick(8) rule for wg0", rule.comment());
    Operation addresses = operations(NetfilterCaptures.IPTABLES_DESTINATION).get(4);
    assertEquals("addrtype", assertInstanceOf(Operation.Match.class, addresses).name());
    assertEquals(
        new Operation.Compare(1, 0, Bytes.parseHex("6cca0000")),
        operations(NetfilterCaptures.IPTABLES_SAVE_MARK).get(3));
  }

  @Test
  void nftStoresACommentInTheUserData() throws MalformedMessageException {
    RuleMessage rule = RuleMessage.decode(NetfilterCaptures.COMMENT_IN_USER_DATA);
    assertEquals("wg-quick(8) rule for wg0", rule.comment());
  }

  @Test
  void aCommentMayFollowOtherUserData() throws MalformedMessageException {
    assertEquals("a", commentIn("0102ffff 00026100"));
    assertEquals("", commentIn("0102ffff"));
    assertEquals("", commentIn("00026161"), "no end");
    assertEquals("a", commentIn("00ff6100"), "longer than what is left");
    assertEquals("", commentIn("00021b00"), "no text");
    assertEquals("", commentIn("00"));
    assertEquals("", commentIn(""));
  }

  @Test
  void malformedDataIsAnotherOperation() throws MalformedMessageException {
    for (String data : List.of("", "08000100 00000001", "05000100 01000000 08000200 00000003")) {
      for (String name : List.of("meta", "payload", "cmp", "match")) {
        assertEquals(OTHER, Operation.of(expression(name, data)), name + " " + data);
      }
    }
    assertThrows(
        MalformedMessageException.class, () -> Operation.of(expression("meta", "08000100 00")));
  }

  @Test
  void aTruncatedRuleIsMalformedOrHasFewerAttributes() throws MalformedMessageException {
    Bytes bytes = NetfilterCaptures.COMMENT_IN_USER_DATA;
    List<RuleAttribute> all = RuleMessage.decode(bytes).attributes();
    Set<Integer> counts = new HashSet<>();
    for (int length = 0; length < bytes.length(); length++) {
      try {
        List<RuleAttribute> left = RuleMessage.decode(bytes.slice(0, length)).attributes();
        assertTrue(length >= HEADER);
        assertEquals(all.subList(0, left.size()), left);
        counts.add(left.size());
      } catch (MalformedMessageException expected) {
        assertTrue(expected.offset() <= length);
      }
    }
    assertTrue(counts.size() >= all.size(), "every number of attributes below " + all.size());
  }

  @Test
  void encodingAndDecodingIsIdempotent() throws MalformedMessageException {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    Set<Class<?>> reached = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      Bytes bytes = RandomMessages.of(random, HEADER, 10, NetfilterMessagesTest::size);
      try {
        RuleMessage rule = RuleMessage.decode(bytes);
        assertEquals(rule, RuleMessage.decode(rule.encode()), "seed " + seed);
        rule.attributes().forEach(attribute -> reached.add(attribute.getClass()));
      } catch (MalformedMessageException noExpressions) {
        // The expressions are random bytes.
      }
    }
    assertEquals(Set.of(RuleAttribute.class.getPermittedSubclasses()), reached, "seed " + seed);
  }

  @Test
  void requestsHaveTheTypesAndFlagsOfTheHeaders() {
    assertEquals(
        new Frame(0xa07, 0x301, 0, 0, Bytes.parseHex("0a000000 08000100 72617700")),
        Requests.rules(TableFamily.IPV6, "raw"));
  }

  private static List<Operation> operations(Bytes rule) throws MalformedMessageException {
    List<Operation> operations = new ArrayList<>();
    for (Expression expression : RuleMessage.decode(rule).expressions()) {
      operations.add(Operation.of(expression));
    }
    return operations;
  }

  private static String commentIn(String userData) throws MalformedMessageException {
    RuleAttribute data = new RuleAttribute.UserData(Bytes.parseHex(userData));
    return new RuleMessage(new NetfilterHeader(2, 0, 0), List.of(data)).comment();
  }

  private static Expression expression(String name, String data) {
    return new Expression(
        1,
        List.of(
            new ExpressionAttribute.Name(name),
            new ExpressionAttribute.Data(2, Bytes.parseHex(data))));
  }

  private static int size(SplittableRandom random) {
    return new int[] {0, 1, 4, 8, random.nextInt(40)}[random.nextInt(5)];
  }
}
