package io.github.rulewarden.policy.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.Scenario;
import io.github.rulewarden.policy.plan.Plan;
import io.github.rulewarden.policy.plan.Step;
import io.github.rulewarden.state.RestoredRule;
import io.github.rulewarden.state.SavedState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules that were restored for a tunnel, link 7, which is gone. */
class CleanupPlannerTest {
  private static final int GONE = 7;
  private static final String LOOKUP = "5270: from all lookup 52\n";
  private static final String SUPPRESS = "from all lookup main suppress_prefixlength 0";
  private static final String CAPTURE = "not from all fwmark 0xca6c lookup 51820";

  @Test
  void aRestoredPairGoesFromTheRearToTheFront() {
    expect(
        LOOKUP + "5398: " + SUPPRESS + "\n5399: " + CAPTURE + "\n",
        List.of("5398: " + SUPPRESS, "5399: " + CAPTURE),
        List.of("5399: " + CAPTURE, "5398: " + SUPPRESS));
  }

  @Test
  void atOnePriorityTheRuleBehindGoesFirst() {
    expect(
        LOOKUP + "5399: " + SUPPRESS + "\n5399: " + CAPTURE + "\n",
        List.of("5399: " + SUPPRESS, "5399: " + CAPTURE),
        List.of("5399: " + CAPTURE, "5399: " + SUPPRESS));
  }

  /** The kernel would delete the twin, which has no {@code not} and comes first. */
  @Test
  void aRuleBehindItsTwinStaysAndTheOthersGo() {
    expect(
        LOOKUP
            + "5398: "
            + SUPPRESS
            + "\n5399: from all fwmark 0xca6c lookup 51820\n5399: "
            + CAPTURE
            + "\n",
        List.of("5398: " + SUPPRESS, "5399: " + CAPTURE),
        List.of("5398: " + SUPPRESS));
  }

  @Test
  void aRuleThatIsGoneNeedsNoPlan() {
    expect(LOOKUP, List.of("5398: " + SUPPRESS, "5399: " + CAPTURE), List.of());
  }

  private static void expect(String listing, List<String> restored, List<String> deleted) {
    Scenario scenario = Scenario.ipv4(listing);
    List<RestoredRule> rules = new ArrayList<>();
    for (String rule : restored) {
      rules.add(new RestoredRule(rule(rule), GONE));
    }
    SavedState saved =
        new SavedState(List.of(), List.of(), List.of(), rules, List.of(), List.of(), List.of());
    Plan plan =
        CleanupPlanner.plan(
            scenario.ladder(),
            scenario.snapshot(),
            saved,
            new InterruptedRepair(SavedState.NONE),
            Policy.DEFAULT);
    List<Rule> expected = new ArrayList<>();
    for (String rule : deleted) {
      expected.add(rule(rule));
    }
    assertEquals(expected, plan.steps().stream().map(Step::rule).toList());
  }

  private static Rule rule(String line) {
    return Listing.rule(Family.IPV4, line);
  }
}
