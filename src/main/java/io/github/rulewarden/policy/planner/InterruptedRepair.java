package io.github.rulewarden.policy.planner;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.RuleList;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.classify.Pair;
import io.github.rulewarden.policy.classify.RuleClassifier;
import io.github.rulewarden.policy.classify.StaleCaptures;
import io.github.rulewarden.state.MovedRule;
import io.github.rulewarden.state.SavedState;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies that a process had added, or was about to add, when it died. Their owner does not know of
 * them: if it has deleted the originals and the tunnel since, no other program removes the copies.
 */
public final class InterruptedRepair {
  private final List<Rule> copies = new ArrayList<>();

  /** The copies that the saved state of an earlier process lists. */
  public InterruptedRepair(SavedState inherited) {
    for (MovedRule move : inherited.moves()) {
      if (containsEqual(inherited.pendingDeletes(), move.rule())) {
        copies.add(move.rule());
      }
    }
  }

  /** Whether there is certainly nothing to remove. */
  public boolean isEmpty() {
    return copies.isEmpty();
  }

  /**
   * The copies in a ladder that are no longer needed: captures without a tunnel and without an
   * equal, and suppress rules if no capture is in use.
   */
  public List<Rule> abandoned(Ladder ladder, Snapshot snapshot, Policy policy) {
    List<Rule> abandoned = new ArrayList<>();
    if (copies.isEmpty()) {
      return abandoned;
    }
    List<Rule> rules = snapshot.rules(ladder.family());
    List<Rule> stale = StaleCaptures.of(ladder, snapshot, policy);
    boolean hasNoLiveCapture =
        hasNoLiveCapture(ladder, stale) && !StaleCaptures.hasIdleTunnel(snapshot, policy);
    for (Rule copy : copies) {
      boolean isAbandoned =
          RuleClassifier.isSuppress(copy)
              ? hasNoLiveCapture
              : stale.contains(copy) && hasNoEqual(copy, rules);
      if (isAbandoned && RuleList.holds(rules, copy)) {
        abandoned.add(copy);
      }
    }
    return abandoned;
  }

  /** Whether no capture is in use. */
  private static boolean hasNoLiveCapture(Ladder ladder, List<Rule> stale) {
    for (Pair pair : ladder.pairs()) {
      if (!stale.contains(pair.capture().rule())) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasNoEqual(Rule rule, List<Rule> rules) {
    int count = 0;
    for (Rule other : rules) {
      count += other.isSameElsewhere(rule) ? 1 : 0;
    }
    return count == 1;
  }

  private static boolean containsEqual(List<Rule> rules, Rule rule) {
    for (Rule other : rules) {
      if (other.isSameElsewhere(rule)) {
        return true;
      }
    }
    return false;
  }
}
