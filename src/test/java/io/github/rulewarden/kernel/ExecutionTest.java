package io.github.rulewarden.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.IpRuleList;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.kernel.rule.RuleChannel;
import io.github.rulewarden.policy.Execution;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.plan.Plan;
import io.github.rulewarden.policy.planner.Planner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * {@link PlanExecutor} and its model for the exhaustive tests send the same messages, regardless of
 * what other processes do between any two of them.
 */
class ExecutionTest {
  private static final int TRIALS = 300;

  /** An upper bound for the number of messages of a plan. */
  private static final int MESSAGES = 20;

  private static final String INVERTED =
      """
      0: from all lookup local
      5206: from all lookup main suppress_prefixlength 0
      5207: not from all fwmark 0xca6d lookup 51820
      5208: from all lookup main suppress_prefixlength 0
      5209: not from all fwmark 0xca6c lookup 51820
      5270: from all lookup 52
      5399: not from all fwmark 0xca6c lookup 51820
      32766: from all lookup main
      """;

  private static final List<String> OTHERS_ADD =
      List.of(
          "5398: from all lookup main suppress_prefixlength 0",
          "5397: not from all fwmark 0xca6d lookup 51820",
          "5207: from all fwmark 0xca6d lookup 51820",
          "5209: from 10.1.0.0/16 lookup 77");

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @Test
  void sendsTheSameAsItsModel() {
    Set<String> ends = new HashSet<>();
    for (int trial = 0; trial < TRIALS; trial++) {
      List<Rule> start = Listing.parse(INVERTED);
      if (trial % 2 > 0) {
        start.removeIf(rule -> rule.priority() == 5399);
      }
      List<List<Integer>> others = otherProcesses();
      String expected = model(start, others);
      assertEquals(expected, real(start, others), "seed " + seed + ", trial " + trial);
      ends.add(expected);
    }
    assertTrue(ends.size() > 20, ends.size() + " different ends");
  }

  /** Returns the changes of other processes before each message; most lists are empty. */
  private List<List<Integer>> otherProcesses() {
    List<List<Integer>> others = new ArrayList<>();
    for (int message = 0; message < MESSAGES; message++) {
      others.add(random.nextInt(5) > 0 ? List.of() : List.of(random.nextInt(2 * MESSAGES)));
    }
    return others;
  }

  private static Plan plan(List<Rule> rules) {
    return Planner.plan(Snapshot.EMPTY.with(Family.IPV4, rules), Family.IPV4, Policy.DEFAULT);
  }

  private static String model(List<Rule> start, List<List<Integer>> others) {
    IpRuleList kernel = new IpRuleList(start);
    Execution execution = Execution.of(plan(start));
    for (int message = 0; !execution.isOver(); message++) {
      disturb(kernel, others.get(message));
      execution = execution.send(kernel);
    }
    return Listing.print(kernel.rules());
  }

  private static String real(List<Rule> start, List<List<Integer>> others) {
    FakeKernel kernel = new FakeKernel();
    kernel.set(Family.IPV4, Listing.print(start));
    int[] message = {0};
    kernel.beforeMessage(() -> {
      IpRuleList list = new IpRuleList(kernel.rules(Family.IPV4));
      disturb(list, others.get(message[0]++));
      kernel.set(Family.IPV4, Listing.print(list.rules()));
    });
    new PlanExecutor(new RuleChannel(kernel::open), plan(start)).execute();
    return kernel.listing(Family.IPV4);
  }

  private static void disturb(IpRuleList kernel, List<Integer> changes) {
    for (int change : changes) {
      if (change < OTHERS_ADD.size()) {
        kernel.add(Listing.rule(Family.IPV4, OTHERS_ADD.get(change)));
      } else if (change < OTHERS_ADD.size() + kernel.rules().size()) {
        kernel.delete(kernel.rules().get(change - OTHERS_ADD.size()));
      }
    }
  }
}
