package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.plan.Plan;
import io.github.rulewarden.policy.plan.StateUpdates;
import io.github.rulewarden.state.IntactPair;
import io.github.rulewarden.state.SavedState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The state that Rulewarden keeps from round to round and across a restart. */
record Memory(SavedState saved, Start start) {
  /** Whether the process is the first since the boot. */
  enum Start {
    AFTER_BOOT,

    /**
     * A process was killed before. A rule that it was about to delete and a new rule at the same
     * place cannot be distinguished, so one redundant suppress rule may stay. It does no harm.
     */
    AFTER_KILL
  }

  /** The state after a boot. */
  static final Memory NEW = new Memory(SavedState.NONE, Start.AFTER_BOOT);

  /** Returns the state after a kill. */
  Memory afterKill() {
    return new Memory(saved, Start.AFTER_KILL);
  }

  /** Returns the scenario with this saved state. */
  Scenario recall(Scenario rules) {
    return rules.remembering(saved);
  }

  /** Returns the state after an observation. */
  Memory after(Scenario seen) {
    Ladder ladder = recall(seen).ladder();
    SavedState now =
        StateUpdates.observed(saved, seen.snapshot(), List.of(ladder), seen.policy(), Set.of());
    SavedState known =
        new SavedState(
            tablesOf(now),
            now.moves(),
            now.pendingDeletes(),
            now.restored(),
            now.independent(),
            now.unclaimed(),
            now.duplicates());
    return new Memory(known, start);
  }

  /**
   * Only the table of an intact pair affects the order; dropping the rest keeps the search small.
   */
  private static List<IntactPair> tablesOf(SavedState saved) {
    List<IntactPair> tables = new ArrayList<>();
    for (IntactPair intact : saved.intactPairs()) {
      Rule capture = intact.capture().at(0);
      tables.add(
          new IntactPair(
              intact.tunnel(), intact.name(), capture, Optional.empty(), Optional.empty()));
    }
    return tables;
  }

  /** Returns the state before a plan is executed. */
  Memory before(Ladder ladder, Plan plan) {
    return new Memory(StateUpdates.planned(saved, ladder, plan), start);
  }

  /** Returns the state after a plan was executed completely. */
  Memory done(Plan plan) {
    return new Memory(StateUpdates.executed(saved, plan), start);
  }

  @Override
  public String toString() {
    return "remembers moves "
        + saved.moves()
        + ", leaving "
        + saved.pendingDeletes()
        + ", independent "
        + saved.independent()
        + ", unclaimed "
        + saved.unclaimed()
        + ", duplicates "
        + saved.duplicates()
        + "\n";
  }
}
