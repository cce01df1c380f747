package io.github.rulewarden.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.rulewarden.daemon.Outcome;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.RuleList;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.kernel.rule.RuleChannel;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.plan.Plan;
import io.github.rulewarden.policy.plan.StateUpdates;
import io.github.rulewarden.policy.planner.Planner;
import io.github.rulewarden.state.SavedState;
import java.util.List;

/** An executor on the fake kernel, with the rules of one tunnel. */
abstract class PlanExecutorFixture {
  static final String CAPTURE = "not from all fwmark 0xca6c lookup 51820";

  static final String SUPPRESS = "from all lookup main suppress_prefixlength 0";

  static final String INVERTED =
      """
      5208: from all lookup main suppress_prefixlength 0
      5209: not from all fwmark 0xca6c lookup 51820
      5270: from all lookup 52
      32766: from all lookup main
      """;

  static final String BOTH =
      """
      5208: from all lookup main suppress_prefixlength 0
      5209: not from all fwmark 0xca6c lookup 51820
      5270: from all lookup 52
      5398: from all lookup main suppress_prefixlength 0
      5399: not from all fwmark 0xca6c lookup 51820
      32766: from all lookup main
      """;

  static final String RIGHT =
      """
      5270: from all lookup 52
      5398: from all lookup main suppress_prefixlength 0
      5399: not from all fwmark 0xca6c lookup 51820
      32766: from all lookup main
      """;

  final FakeKernel kernel = new FakeKernel();

  final RuleChannel channel = new RuleChannel(kernel::open);

  /** The state survives a plan executor. */
  SavedState saved = SavedState.NONE;

  Outcome repair(String listing) {
    kernel.set(Family.IPV4, listing);
    return repairFurther();
  }

  Outcome repairFurther() {
    Ladder ladder = ladder(kernel.listing(Family.IPV4), saved);
    Plan plan = Planner.plan(ladder, Policy.DEFAULT);
    saved = StateUpdates.planned(saved, ladder, plan);
    return new PlanExecutor(channel, plan).execute();
  }

  static Plan plan(String listing, SavedState saved) {
    return Planner.plan(ladder(listing, saved), Policy.DEFAULT);
  }

  static Ladder ladder(String listing, SavedState saved) {
    Snapshot snapshot = Snapshot.EMPTY.with(Family.IPV4, Listing.parse(listing));
    return Ladder.of(snapshot, Family.IPV4, Policy.DEFAULT, saved);
  }

  void expectOvertaken(String reason, String listing) {
    Outcome.Overtaken overtaken = assertInstanceOf(Outcome.Overtaken.class, repair(listing));
    assertEquals(reason, overtaken.reason());
  }

  void expectWire(String... lines) {
    assertEquals(List.of(lines), kernel.wire());
  }

  void expectRules(String listing) {
    assertEquals(listing, kernel.listing(Family.IPV4));
  }

  void add(String line) {
    Rule rule = Listing.rule(Family.IPV4, line);
    kernel.set(Family.IPV4, RuleList.withAdded(kernel.rules(Family.IPV4), rule));
  }

  void delete(String line) {
    List<Rule> rules = kernel.rules(Family.IPV4);
    int index = rules.indexOf(Listing.rule(Family.IPV4, line));
    kernel.set(Family.IPV4, RuleList.without(rules, index));
  }
}
