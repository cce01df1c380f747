package io.github.rulewarden.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.policy.classify.Pair;
import io.github.rulewarden.text.StepText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Killed between any two steps of a plan, then started again (scenario 24). */
class InterruptionTest {
  @ParameterizedTest
  @EnumSource
  void aCompletePlanLeavesNothingToDo(Examples example) {
    Repair repair = Repair.of(example.scenario(), 1);
    assertFalse(repair.plan().isEmpty(), () -> repair.plan().verdict().toString());
    List<Rule> captures = new ArrayList<>();
    for (Pair pair : repair.end().ladder().pairs()) {
      captures.add(pair.capture().rule().at(0));
    }
    assertEquals(List.copyOf(new LinkedHashSet<>(captures)), captures, "each capture once");
  }

  /**
   * The VPN's rules are the same, in the same order, as without the interruption: no duplicates, no
   * left-over rules.
   */
  @ParameterizedTest
  @EnumSource
  void anInterruptedPlanIsFinishedByTheNext(Examples example) {
    Repair repair = Repair.of(example.scenario(), 1);
    String expected = Invariants.vpnRules(repair.end());
    for (int steps = 0; steps < repair.states().size(); steps++) {
      String after = "after " + steps + " steps of " + StepText.commands(repair.plan().steps());
      assertEquals(expected, Invariants.vpnRules(repair.interruptedAfter(steps, 2).end()), after);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isTheSameInIpv6(Examples example) {
    List<String> expected = new ArrayList<>();
    for (String command : StepText.commands(example.scenario().plan().steps())) {
      expected.add(command.replace("ip -4 ", "ip -6 "));
    }
    assertEquals(expected, StepText.commands(example.ipv6Scenario().plan().steps()));
  }
}
