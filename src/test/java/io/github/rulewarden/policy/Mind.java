package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.state.IntactPair;
import io.github.rulewarden.state.SavedState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What Rulewarden carries from one look to the next. A process that was killed finds it again. */
record Mind(SavedState saved, Life life) {
  /** Whether it is the first one's since the boot. */
  enum Life {
    FIRST,

    /**
     * Somebody was killed before. A rule that he was about to delete, and a new one in the very
     * place, cannot be told apart; then one suppress rule too many may stay. It does no harm.
     */
    INHERITED
  }

  /** A host that was booted just now. */
  static final Mind NEW = new Mind(SavedState.NONE, Life.FIRST);

  /** After a kill. */
  Mind inherited() {
    return new Mind(saved, Life.INHERITED);
  }

  /** Rules as they are seen with this in mind. */
  Scenario recall(Scenario rules) {
    return rules.remembering(saved);
  }

  /** After a look. */
  Mind after(Scenario seen) {
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
    return new Mind(known, life);
  }

  /** Of a pair that was whole only its table counts for the order: fewer minds to tell apart. */
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

  /** Before a plan is carried out. */
  Mind before(Ladder ladder, Plan plan) {
    return new Mind(StateUpdates.planned(saved, ladder, plan), life);
  }

  /** After all of a plan was carried out. */
  Mind done(Plan plan) {
    return new Mind(StateUpdates.executed(saved, plan), life);
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
