package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.RuleList;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.state.MovedRule;
import io.github.rulewarden.state.SavedState;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies that a process had added, or was about to, when it died. If their owner, who knew nothing
 * of them, took his originals and his tunnel away meanwhile, nobody else ever will take the copies.
 */
public final class InterruptedRepair {
  private final List<Rule> copies = new ArrayList<>();

  /** Those that a predecessor left, by what it remembered. */
  public InterruptedRepair(SavedState inherited) {
    for (MovedRule move : inherited.moves()) {
      if (holdsLike(inherited.pendingDeletes(), move.rule())) {
        copies.add(move.rule());
      }
    }
  }

  /** Whether there can be nothing to clear away. */
  public boolean isEmpty() {
    return copies.isEmpty();
  }

  /**
   * The copies in a ladder that are nobody's: captures without their like and without a tunnel, and
   * companions where there are no others.
   */
  public List<Rule> orphans(Ladder ladder, Snapshot snapshot, Policy policy) {
    List<Rule> orphans = new ArrayList<>();
    if (copies.isEmpty()) {
      return orphans;
    }
    List<Rule> rules = snapshot.rules(ladder.family());
    List<Rule> stale = StaleCaptures.of(ladder, snapshot, policy);
    boolean isDeserted =
        isDeserted(ladder, stale) && !StaleCaptures.hasIdleTunnel(snapshot, policy);
    for (Rule copy : copies) {
      boolean isOrphan =
          RuleClassifier.isSuppress(copy)
              ? isDeserted
              : stale.contains(copy) && isOnly(copy, rules);
      if (isOrphan && RuleList.holds(rules, copy)) {
        orphans.add(copy);
      }
    }
    return orphans;
  }

  /** Whether no capture is left that a companion could stand in front of. */
  private static boolean isDeserted(Ladder ladder, List<Rule> stale) {
    for (Pair pair : ladder.pairs()) {
      if (!stale.contains(pair.capture().rule())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOnly(Rule rule, List<Rule> rules) {
    int count = 0;
    for (Rule other : rules) {
      count += other.isSameElsewhere(rule) ? 1 : 0;
    }
    return count == 1;
  }

  private static boolean holdsLike(List<Rule> rules, Rule rule) {
    for (Rule other : rules) {
      if (other.isSameElsewhere(rule)) {
        return true;
      }
    }
    return false;
  }
}
