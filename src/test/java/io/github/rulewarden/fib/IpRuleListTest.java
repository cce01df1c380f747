package io.github.rulewarden.fib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fake assigns priorities and deletes like Linux 6.18. */
class IpRuleListTest {
  private static final Rule CAPTURE =
      Listing.rule(Family.IPV4, "0: not from all fwmark 0xca6c lookup 51820");
  private static final Rule SUPPRESS =
      Listing.rule(Family.IPV4, "0: from all lookup main suppress_prefixlength 0");

  @ParameterizedTest(name = "beside {0}: {1}")
  @CsvSource({
    "'',               '0 0 0'",
    "'0',              '0 0 0'",
    "'0 32766 32767',  '32765 32764 32763'",
    "'0 5210 5230',    '5209 5208 5207'",
    "'0 1001 1310',    '1000 999 998'",
    "'9 100',          '99 98 97'",
    "'9 10 100',       '9 8 8'",
    "'0 1 5210',       '0 0 0'",
    "'100 32766',      '32765 32764 32763'",
  })
  void numbersFromTheSecondRule(String present, String given) {
    IpRuleList kernel = new IpRuleList(List.of());
    int table = 1000;
    for (String priority : present.isEmpty() ? new String[0] : present.split(" ", -1)) {
      kernel.add(Listing.rule(Family.IPV4, priority + ": from all lookup " + table++));
    }
    StringBuilder numbers = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      long mark = 0x100L + i;
      List<Rule> before = kernel.rules();
      kernel.addUnnumbered(
          Listing.rule(
              Family.IPV4, "0: from all fwmark 0x" + Long.toHexString(mark) + " lookup 7"));
      for (Rule rule : kernel.rules()) {
        if (!before.contains(rule)) {
          numbers.append(numbers.isEmpty() ? "" : " ").append(rule.priority());
        }
      }
    }
    assertEquals(given, numbers.toString());
  }

  @ParameterizedTest(name = "beside `{0}` no `{1}`")
  @CsvSource(
      delimiter = '|',
      value = {
        "5: not from all fwmark 0x1 lookup 9 | 5: not from all fwmark 0x1 lookup 9",
        "5: not from all fwmark 0x1 lookup 9 | 5: from all fwmark 0x1 lookup 9",
        "5: from 10.0.0.0/8 lookup 9         | 5: from all lookup 9",
        "5: from all to 10.0.0.0/8 lookup 9  | 5: from all lookup 9",
        "5: from all tos 0x10 lookup 9       | 5: from all lookup 9",
        "5: from all lookup main realms 4    | 5: from all lookup main",
        "5: from all goto 20                 | 5: from all goto 30",
      })
  void refusesExistingRules(String present, String added) {
    IpRuleList kernel = new IpRuleList(Listing.parse(present));
    assertFalse(kernel.add(Listing.rule(Family.IPV4, added)));
  }

  @ParameterizedTest(name = "beside `{0}` also `{1}`")
  @CsvSource(
      delimiter = '|',
      value = {
        "5: from all fwmark 0x1 lookup 9                 | 5: from all lookup 9",
        "5: from all iif eth0 lookup 9                   | 5: from all lookup 9",
        "5: from all uidrange 1-2 lookup 9               | 5: from all lookup 9",
        "5: from all sport 5 lookup 9                    | 5: from all lookup 9",
        "5: from all lookup main suppress_prefixlength 0 | 5: from all lookup main",
        "5: from all lookup 9 proto static               | 5: from all lookup 9",
        "5: from all lookup [l3mdev-table]               | 5: from all lookup 9",
        "5: from all lookup 9                            | 6: from all lookup 9",
      })
  void addsDifferentRules(String present, String added) {
    IpRuleList kernel = new IpRuleList(Listing.parse(present));
    assertTrue(kernel.add(Listing.rule(Family.IPV4, added)));
    assertEquals(2, kernel.rules().size());
  }

  @Test
  void deletesByTableWhateverElseTheRuleHas() {
    IpRuleList kernel =
        new IpRuleList(
            Listing.parse(
                """
                0: from all lookup local
                7: from 10.0.0.0/8 lookup 51820
                8: from all lookup 5182
                9: not from all fwmark 0xca6c lookup 51820
                """));
    assertTrue(kernel.deleteByTable(51820));
    assertTrue(kernel.deleteByTable(51820));
    assertFalse(kernel.deleteByTable(51820));
    assertEquals(
        "0: from all lookup local\n8: from all lookup 5182\n", Listing.print(kernel.rules()));
  }

  @Test
  void searchesASubstringForWgQuick() {
    IpRuleList kernel = new IpRuleList(List.of(CAPTURE));
    assertTrue(kernel.lists(51820));
    assertTrue(kernel.lists(5182));
    assertFalse(kernel.lists(518200));
    assertFalse(kernel.listsSuppress());
  }

  @Test
  void deletesTheSuppressRulesOfAll() {
    IpRuleList kernel = new IpRuleList(List.of(SUPPRESS, SUPPRESS.at(5398)));
    assertTrue(kernel.listsSuppress());
    assertTrue(kernel.deleteSuppress());
    assertEquals(List.of(SUPPRESS.at(5398)), kernel.rules());
    assertTrue(kernel.deleteSuppress());
    assertFalse(kernel.deleteSuppress());
  }

  @Test
  void deletesTheTwinThatStandsAhead() {
    Rule twin = Listing.rule(Family.IPV4, "0: from all fwmark 0xca6c lookup 51820");
    IpRuleList kernel = new IpRuleList(List.of(twin, CAPTURE));
    assertTrue(kernel.delete(CAPTURE));
    assertEquals(List.of(CAPTURE), kernel.rules());
  }
}
