package io.github.rulewarden.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Each target reaches its decoder: for known bytes the result is as expected. */
@Timeout(600)
class ReachTest {
  /** The relevant part of a target's result for one input. */
  record Case(String target, String input, String understood) {
    @Override
    public String toString() {
      return target + " " + input;
    }
  }

  static final List<Case> CASES =
      List.of(
          new Case(
              "cli.RulewardenCliFuzz",
              "rules-4",
              "2 rules ahead of 5270; a repair moves ! to +\nexit 0"),
          new Case(
              "cli.RulewardenCliFuzz", "rules-netns-wg-nonsense", "unknown option '--nonsense'"),
          new Case("config.ConfigurationReaderFuzz", "good", "maxBackoff=PT5M30S"),
          new Case(
              "config.ConfigurationReaderFuzz", "unknown-keys", "unknown key mod, did you mean"),
          new Case("dbus.ReplyDecoderFuzz", "status", "Status[state=OK, reason=in order"),
          new Case("dbus.ReplyDecoderFuzz", "rules", "ListedRule[family=IPV4, priority=5270"),
          new Case("dbus.ReplyDecoderFuzz", "findings", "severity=ERROR, code=INVERTED"),
          new Case(
              "dbus.ReplyDecoderFuzz",
              "history",
              "kind=REPAIRED, scope=Scope[name=Optional.empty], family=Optional[IPV4]"),
          new Case(
              "dbus.ReplyDecoderFuzz",
              "signal",
              "Leak[where=ScopeFamily[scope=Scope[name=Optional.empty], family=IPV4], reason=gone]"),
          new Case("dbus.ReplyDecoderFuzz", "steps", "[ip -4 rule del priority 5209]"),
          new Case("dbus.ReplyDecoderFuzz", "error", "ErrorReply: why"),
          new Case("dbus.BusAddressFuzz", "several", "/a b"),
          new Case(
              "dbus.SessionFuzz",
              "introspect-and-properties",
              "the bus closed the connection, 9733 bytes received"),
          new Case(
              "kernel.EventDispatcherFuzz",
              "a-rule-and-a-default-route",
              "[RULES_CHANGED, TOPOLOGY_CHANGED]"),
          new Case("kernel.EventDispatcherFuzz", "overrun", "[EVENTS_LOST]"),
          new Case(
              "kernel.KernelRuleTableFuzz",
              "pair-tun0-and-its-default-route",
              "ipv4=[5269: not from all fwmark 0xca6c lookup 51820, 5270: from all lookup 52],"
                  + " ipv6=[5270: from all lookup 52], defaultRoutes=[DefaultRoute[family=IPV4,"
                  + " table=51820, outgoingInterface=2, form=WHOLE]], links=[Link[index=2, name=tun0,"
                  + " kind="),
          new Case(
              "kernel.LoopFuzz",
              "wg-quick-after-tailscaled",
              """
              5270: from all lookup 52
              5398: from all lookup main suppress_prefixlength 0
              5399: not from all fwmark 0xca6c lookup 51820
              """),
          new Case(
              "wire.RuleCodecFuzz",
              "ip-rule-add-not-fwmark-0xca6c-lookup-51820",
              "5269: not from all fwmark 0xca6c lookup 51820"),
          new Case(
              "netlink.AttributeReaderFuzz", "rule-5270", "Attribute[type=6, payload=96140000]"),
          new Case("netlink.ConversationFuzz", "dump-of-two-entries", "payload=0708"),
          new Case(
              "netlink.ConversationFuzz",
              "answer-behind-one-to-somebody-else",
              "Frame[type=32, flags=0, sequence=1, portId=4711, payload=0506]"),
          new Case(
              "netlink.ConversationFuzz",
              "two-changes-one-refused-after-an-overrun",
              "[Done[], Refused["),
          new Case(
              "netlink.ErrorMessageFuzz",
              "invalid-sport-range-behind-the-request",
              "ErrorMessage[number=22, explanation=Invalid sport range"),
          new Case(
              "netlink.FrameFuzz",
              "ip-rule-add-lookup-52-priority-5270-event",
              "Frame[type=32, flags=0, sequence=3, portId=1190"),
          new Case(
              "netlink.netfilter.RuleMessageFuzz",
              "iptables-I-PREROUTING-i-wg0-d-10.2.0.2-m-addrtype-j-DROP",
              "wg-quick(8) rule for wg0[LoadMeta[register=1, key=6], Compare["),
          new Case("netlink.route.LinkMessageFuzz", "tun0", "Name[name=tun0]"),
          new Case(
              "netlink.route.RouteMessageFuzz",
              "ip-6-route-add-default-dev-tun0-table-51820",
              "Table[number=51820]"),
          new Case(
              "netlink.route.RuleMessageFuzz",
              "ip-rule-add-not-fwmark-0xca6c-lookup-51820",
              "FwMark[value=51820]"),
          new Case("systemd.WatchdogFuzz", "ours", "Optional[PT15S]"));

  @ParameterizedTest
  @FieldSource("CASES")
  void isUnderstood(Case given) {
    Corpus corpus = new Corpus(given.target());
    byte[] input = corpus.input(given.input()).bytes();
    String understood = String.valueOf(Target.result(corpus.target(), input));
    assertTrue(understood.contains(given.understood()), understood);
    String ofLess = String.valueOf(Target.result(corpus.target(), Arrays.copyOf(input, 0)));
    assertTrue(!ofLess.contains(given.understood()), "it says so of nothing, too");
  }

  @Test
  void noTargetIsLeftOut() {
    TreeSet<String> proven = new TreeSet<>();
    CASES.forEach(each -> proven.add(each.target()));
    assertEquals(Corpus.all().stream().map(Corpus::name).toList(), List.copyOf(proven));
  }
}
