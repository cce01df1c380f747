package io.github.rulewarden.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.rulewarden.fib.Rule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Killed between any two steps of a plan, then started again (scenario 24). */
class InterruptionTest {
  @ParameterizedTest
  @EnumSource
  void wholePlanLeavesNothingToDo(Examples example) {
    Scenario given = example.scenario();
    Plan plan = given.plan();
    assertFalse(plan.isEmpty(), () -> plan.verdict().toString());
    Scenario after = Invariants.converge(Invariants.apply(given, plan), 0);
    List<Rule> captures = new ArrayList<>();
    for (Pair pair : after.ladder().pairs()) {
      captures.add(pair.capture().rule().at(0));
    }
    assertEquals(List.copyOf(new LinkedHashSet<>(captures)), captures, "each capture once");
  }

  /**
   * The same rules of the VPN's in the same order as without the interruption: no duplicate, no
   * orphan.
   */
  @ParameterizedTest
  @EnumSource
  void anyPartOfAPlanIsFinishedByTheNext(Examples example) {
    Scenario given = example.scenario();
    Plan plan = given.plan();
    String expected = Invariants.vpnRules(given.after(plan));
    int steps = 0;
    for (Scenario interrupted : given.states(plan)) {
      String after = "after " + steps++ + " steps of " + plan.commands();
      Scenario converged = Invariants.converge(interrupted, 2);
      assertEquals(expected, Invariants.vpnRules(converged), after);
    }
  }
}
