package io.github.rulewarden.fib;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleListTest {
  private static final int NONE = -1;

  @Test
  void addsBehindThoseOfTheSamePriority() {
    List<Rule> rules =
        Listing.parse("10: from all lookup 1\n20: from all lookup 2\n20: from all lookup 3\n");
    Rule added = Listing.rule(Family.IPV4, "20: from all lookup 4");
    assertEquals(
        """
        10: from all lookup 1
        20: from all lookup 2
        20: from all lookup 3
        20: from all lookup 4
        """,
        Listing.print(RuleList.withAdded(rules, added)));
    assertEquals(0, RuleList.withAdded(rules, added.at(9)).indexOf(added.at(9)));
    assertEquals(3, RuleList.withAdded(rules, added.at(21)).indexOf(added.at(21)));
  }

  /**
   * A delete message with all attributes of a rule still hits the first rule that has all of them:
   * a twin.
   */
  @ParameterizedTest(name = "deleting `{0}` takes `{1}`")
  @CsvSource(
      delimiter = '|',
      value = {
        "5: from all lookup main                      | 5: from all lookup main"
            + " suppress_prefixlength 0",
        "5: from all lookup main                      | 5: from all lookup main suppress_ifgroup 3",
        "5: from all lookup main                      | 5: from all lookup main realms 3/4",
        "5: from all lookup main                      | 5: from 10.0.0.0/8 lookup main",
        "5: from all lookup main                      | 5: from all to 10.0.0.0/8 lookup main",
        "5: from all lookup main                      | 5: from all iif eth0 lookup main",
        "5: from all lookup main                      | 5: from all oif eth0 lookup main",
        "5: from all lookup main                      | 5: from all fwmark 0x1/0xff lookup main",
        "5: from all lookup main                      | 5: from all tos 0x10 lookup main",
        "5: from all lookup main                      | 5: from all uidrange 1-2 lookup main",
        "5: from all lookup main                      | 5: from all ipproto tcp lookup main",
        "5: from all lookup main                      | 5: from all sport 80 lookup main",
        "5: from all lookup main                      | 5: from all dport 80 lookup main",
        "5: from all lookup main                      | 5: from all tun_id 7 lookup main",
        "5: from all lookup main                      | 5: not from 10.0.0.0/8 lookup main",
        "5: from all lookup main                      | 5: from all lookup main proto static",
        "5: not from all fwmark 0x1 lookup 99         | 5: from all fwmark 0x1 lookup 99",
        "5: not from all fwmark 0x1 lookup 99         | 5: not from 10.0.0.0/8 fwmark 0x1 lookup"
            + " 99",
        "5: from all fwmark 0/0xff lookup 99          | 5: from all fwmark 0x7/0xff lookup 99",
        "5: from all fwmark 0x7/0 lookup 99           | 5: from all fwmark 0x7/0xff lookup 99",
        "5: from all goto 10                          | 5: from all goto 20",
        "5: from all unreachable                      | 5: from all iif eth0 unreachable",
      })
  void hitsATwin(String meant, String twin) {
    Rule rule = Listing.rule(Family.IPV4, meant);
    assertEquals(0, RuleList.firstHit(List.of(Listing.rule(Family.IPV4, twin), rule), rule));
  }

  /** Attributes in the message are compared. */
  @ParameterizedTest(name = "deleting `{0}` spares `{1}`")
  @CsvSource(
      delimiter = '|',
      value = {
        "5: from all lookup main                         | 4: from all lookup main",
        "5: from all lookup main                         | 5: from all lookup 99",
        "5: from all lookup main                         | 5: from all unreachable",
        "5: from all unreachable                         | 5: from all prohibit",
        "5: from all nop                                 | 5: from all goto 10",
        "5: from all lookup main suppress_prefixlength 0 | 5: from all lookup main",
        "5: from all lookup main suppress_prefixlength 0 | 5: from all lookup main"
            + " suppress_prefixlength 1",
        "5: from all lookup main suppress_ifgroup 3      | 5: from all lookup main suppress_ifgroup"
            + " 4",
        "5: from all lookup main realms 3/4              | 5: from all lookup main realms 3/5",
        "5: from all fwmark 0x1 lookup 99                | 5: from all lookup 99",
        "5: from all fwmark 0x1 lookup 99                | 5: from all fwmark 0x2 lookup 99",
        "5: from all fwmark 0x1 lookup 99                | 5: from all fwmark 0x1/0xff lookup 99",
        "5: from 10.0.0.0/8 lookup 99                    | 5: from 10.0.0.0/16 lookup 99",
        "5: from 10.0.0.0/8 lookup 99                    | 5: from 11.0.0.0/8 lookup 99",
        "5: from all to 10.0.0.0/8 lookup 99             | 5: from 10.0.0.0/8 lookup 99",
        "5: from all iif eth0 lookup 99                  | 5: from all iif eth1 lookup 99",
        "5: from all iif eth0 lookup 99                  | 5: from all oif eth0 lookup 99",
        "5: from all tos 0x10 lookup 99                  | 5: from all tos 0x8 lookup 99",
        "5: from all uidrange 1-2 lookup 99              | 5: from all uidrange 1-3 lookup 99",
        "5: from all ipproto tcp lookup 99               | 5: from all ipproto udp lookup 99",
        "5: from all sport 80 lookup 99                  | 5: from all sport 80-81 lookup 99",
        "5: from all sport 80 lookup 99                  | 5: from all dport 80 lookup 99",
        "5: from all tun_id 7 lookup 99                  | 5: from all tun_id 8 lookup 99",
        "5: from all lookup [l3mdev-table]               | 5: from all lookup 99",
        "5: from all lookup 99 proto static              | 5: from all lookup 99",
        "5: from all lookup 99 proto static              | 5: from all lookup 99 proto boot",
      })
  void doesNotHit(String meant, String other) {
    Rule rule = Listing.rule(Family.IPV4, meant);
    List<Rule> rules = List.of(Listing.rule(Family.IPV4, other));
    assertEquals(NONE, RuleList.firstHit(rules, rule));
    assertEquals(0, RuleList.firstHit(RuleList.withAdded(List.of(), rule), rule));
  }

  @Test
  void hitsTheFirstOfEquals() {
    Rule rule = Listing.rule(Family.IPV4, "5: from all lookup 99");
    assertEquals(1, RuleList.firstHit(List.of(rule.at(4), rule, rule), rule));
  }
}
