package io.github.rulewarden.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.Ladder;
import io.github.rulewarden.testing.Routes;
import io.github.rulewarden.testing.RuleState;
import io.github.rulewarden.testing.RuleState.RuleEvent;
import io.github.rulewarden.testing.TestHost;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The rules and routes that a host must have at the end of a test, as {@code ip} shows them. */
final class EndState {
  /** The first pair of the usual tunnel after its repair. */
  static final List<String> USUAL_PAIR =
      List.of(
          "5398: from all lookup main suppress_prefixlength 0",
          "5399: not from all fwmark 0xca6c lookup 51820");

  private static final List<String> TAILSCALES =
      List.of(
          "5210: from all fwmark 0x80000/0xff0000 lookup main",
          "5230: from all fwmark 0x80000/0xff0000 lookup default",
          "5250: from all fwmark 0x80000/0xff0000 unreachable",
          "5270: from all lookup 52");

  private EndState() {}

  /**
   * Asserts that the usual tunnel's pair is behind Tailscale, and that every packet leaves by the
   * right device.
   */
  static void assertRight(TestHost host, String tunnel) {
    for (Family family : Family.values()) {
      assertLadder(host, family, USUAL_PAIR);
      assertEquals(Routes.rightBehind(family, tunnel), Routes.of(host, family, 51820));
    }
  }

  /** Asserts that the list has these rules behind Tailscale's, and otherwise only the kernel's. */
  static void assertLadder(TestHost host, Family family, List<String> behindTailscale) {
    List<String> expected = new ArrayList<>(List.of("0: from all lookup local"));
    expected.addAll(TAILSCALES);
    expected.addAll(behindTailscale);
    expected.add("32766: from all lookup main");
    if (family == Family.IPV4) {
      expected.add("32767: from all lookup default");
    }
    assertEquals(lines(expected), lines(Ladder.of(host, family)), family.text());
  }

  /**
   * Asserts that no rule was changed from the state at {@code begin} on by an author that {@code
   * isRulewardens} accepts.
   */
  static void assertUntouched(
      List<RuleState> states, int begin, Predicate<RuleEvent> isRulewardens) {
    List<RuleEvent> changes = new ArrayList<>();
    for (RuleState state : states.subList(begin, states.size())) {
      state.cause().filter(isRulewardens).ifPresent(changes::add);
    }
    assertEquals(List.of(), changes);
  }

  private static String lines(List<String> lines) {
    return String.join("\n", lines);
  }
}
