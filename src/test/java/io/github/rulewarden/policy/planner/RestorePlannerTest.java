package io.github.rulewarden.policy.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.policy.Scenario;
import io.github.rulewarden.policy.plan.Plan;
import io.github.rulewarden.state.IntactPair;
import io.github.rulewarden.state.SavedState;
import io.github.rulewarden.text.RefusalText;
import io.github.rulewarden.text.StepText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Specifies which rules of a pair are restored, and at which priorities. */
class RestorePlannerTest {
  private static final String LOOKUP = "5270: from all lookup 52\n";
  private static final String SUPPRESS = "from all lookup main suppress_prefixlength 0";
  private static final String WG0 = "not from all fwmark 0xca6c lookup 51820";
  private static final String WG1 = "not from all fwmark 0xca6d lookup 51821";

  @Test
  void aPairIsRestoredAtItsOldPrioritiesTheCompanionFirst() {
    expect(
        LOOKUP,
        List.of(pair(5396, 5397, WG0)),
        "add priority 5396 " + SUPPRESS,
        "add priority 5397 " + WG0);
  }

  @Test
  void onlyMissingRulesAreRestored() {
    String companion = "5396: " + SUPPRESS + "\n";
    String capture = "5397: " + WG0 + "\n";
    IntactPair pair = pair(5396, 5397, WG0);
    expect(LOOKUP + companion, List.of(pair), "add priority 5397 " + WG0);
    expect(LOOKUP + capture, List.of(pair), "add priority 5396 " + SUPPRESS);
    expect(LOOKUP + companion + capture, List.of(pair));
  }

  @Test
  void aCaptureThatAlwaysStoodAloneIsRestoredAlone() {
    IntactPair alone =
        new IntactPair(4, "wg0", rule("5399: " + WG0), Optional.empty(), Optional.empty());
    expect(LOOKUP, List.of(alone), "add priority 5399 " + WG0);
  }

  /** The pair's old priorities are ahead of Tailscale's lookup now, or in use. */
  @Test
  void aPairWithoutItsOldPrioritiesGetsANewSlot() {
    String[] usual = {"add priority 5398 " + SUPPRESS, "add priority 5399 " + WG0};
    expect(LOOKUP, List.of(pair(5208, 5209, WG0)), usual);
    expect(LOOKUP + "5396: from 10.0.0.0/8 lookup 7\n", List.of(pair(5396, 5397, WG0)), usual);
    expect(
        LOOKUP + "5398: " + SUPPRESS + "\n5399: " + WG1 + "\n",
        List.of(pair(5208, 5209, WG0)),
        "add priority 5396 " + SUPPRESS,
        "add priority 5397 " + WG0);
  }

  @Test
  void severalPairsAreRestoredInOrder() {
    expect(
        LOOKUP,
        List.of(pair(5398, 5399, WG0), pair(5396, 5397, WG1)),
        "add priority 5396 " + SUPPRESS,
        "add priority 5397 " + WG1,
        "add priority 5398 " + SUPPRESS,
        "add priority 5399 " + WG0);
  }

  /** A pair is restored at wg-quick's priorities if there is no Tailscale. */
  @Test
  void withoutTailscaleAPairIsRestoredToo() {
    expect(
        "32766: from all lookup main\n",
        List.of(pair(32764, 32765, WG0)),
        "add priority 32764 " + SUPPRESS,
        "add priority 32765 " + WG0);
  }

  /** The flush ran between wg-quick's two adds: the second rule still has to be moved. */
  @Test
  void anExistingCompanionIsReused() {
    String ahead = "5209: " + SUPPRESS + "\n";
    expect(ahead + LOOKUP, List.of(pair(0, 0, WG0)), "add priority 5399 " + WG0);
    String nearer = LOOKUP + "5300: " + SUPPRESS + "\n";
    expect(nearer, List.of(pair(0, 0, WG0)), "add priority 5399 " + WG0);
  }

  /** One suppress rule cannot be the companion of two captures. */
  @Test
  void anExistingCompanionIsReusedOnce() {
    Scenario scenario =
        Scenario.ipv4("5209: " + SUPPRESS + "\n" + LOOKUP)
            .withDefaultRoute(51821, "wg1", io.github.rulewarden.fib.Link.Kind.WIREGUARD);
    Plan plan = restoration(scenario, List.of(pair(0, 0, WG0), pair(0, 0, WG1))).plan();
    assertEquals(
        List.of(
            "ip -4 rule add priority 5396 " + SUPPRESS,
            "ip -4 rule add priority 5397 " + WG1,
            "ip -4 rule add priority 5399 " + WG0),
        StepText.commands(plan.steps()));
    Scenario restored = scenario.after(plan);
    Scenario repaired = restored.after(Planner.plan(restored.ladder(), restored.policy()));
    assertEquals(
        LOOKUP
            + "5396: "
            + SUPPRESS
            + "\n5397: "
            + WG1
            + "\n"
            + "5398: "
            + SUPPRESS
            + "\n5399: "
            + WG0
            + "\n",
        Listing.print(repaired.rules()));
  }

  @Test
  void anotherSuppressRuleIsNotReused() {
    String[] usual = {"add priority 5398 " + SUPPRESS, "add priority 5399 " + WG0};
    String ahead = "5209: " + SUPPRESS + "\n";
    expect(ahead.strip() + " proto static\n" + LOOKUP, List.of(pair(0, 0, WG0)), usual);
    String foreign = "5290: from 10.0.0.0/8 lookup 7\n";
    expect(ahead + LOOKUP + foreign, List.of(pair(0, 0, WG0)), usual);
    String another = "5399: " + WG1 + "\n";
    expect(
        LOOKUP + "5398: " + SUPPRESS + "\n" + another,
        List.of(pair(0, 0, WG0)),
        "add priority 5396 " + SUPPRESS,
        "add priority 5397 " + WG0);
    Rule own = rule(ahead.strip());
    SavedState saved =
        new SavedState(
            List.of(), List.of(), List.of(), List.of(), List.of(own), List.of(own), List.of());
    Scenario known = Scenario.ipv4(ahead + LOOKUP).remembering(saved);
    RestorePlanner restoration = restoration(known, List.of(pair(0, 0, WG0)));
    assertEquals(2, restoration.plan().interventions().size(), "an independent one stays alone");
  }

  @Test
  void withoutAFreePriorityTheRestoreIsRefused() {
    Scenario scenario =
        Scenario.ipv4(LOOKUP + "5300: from 10.0.0.0/8 lookup 7\n").withPriorities(5300, 5300);
    Plan plan = restoration(scenario, List.of(pair(5208, 5209, WG0))).plan();
    assertEquals(List.of(), StepText.commands(plan.steps()));
    assertEquals(
        "there are not enough pairs of neighbouring free priorities in 5300-5300; widen vpn.priorities",
        RefusalText.reason(plan.verdict().refusals().getFirst().reason()));
  }

  private static void expect(String listing, List<IntactPair> pairs, String... commands) {
    Scenario scenario =
        Scenario.ipv4(listing)
            .withDefaultRoute(51821, "wg1", io.github.rulewarden.fib.Link.Kind.WIREGUARD);
    RestorePlanner restoration = restoration(scenario, pairs);
    List<String> expected = new ArrayList<>();
    for (String command : commands) {
      expected.add("ip -4 rule " + command);
    }
    assertEquals(expected, StepText.commands(restoration.plan().steps()));
    assertEquals(List.of(), restoration.plan().verdict().refusals());
    assertEquals(commands.length, restoration.plan().interventions().size());
    Scenario after = scenario.after(restoration.plan());
    assertEquals(
        List.of(), StepText.commands(restoration(after, pairs).plan().steps()), "once is enough");
  }

  private static RestorePlanner restoration(Scenario scenario, List<IntactPair> pairs) {
    return new RestorePlanner(scenario.ladder(), scenario.saved(), pairs, scenario.policy());
  }

  private static IntactPair pair(long suppress, long capture, String text) {
    return new IntactPair(
        4,
        "wg0",
        rule(capture + ": " + text),
        Optional.of(rule(suppress + ": " + SUPPRESS)),
        Optional.empty());
  }

  private static Rule rule(String line) {
    return Listing.rule(Family.IPV4, line);
  }
}
