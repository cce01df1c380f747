package io.github.rulewarden.statefile;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.state.SavedState;
import io.github.rulewarden.statefile.StateLine.Duplicate;
import io.github.rulewarden.statefile.StateLine.Independent;
import io.github.rulewarden.statefile.StateLine.Leaving;
import io.github.rulewarden.statefile.StateLine.Unclaimed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;

/** The facts that a memory consists of, and what to write when it changes. */
final class StateChanges {
  /** From so many on a set finds one faster than a walk. */
  private static final int MANY = 32;

  private final StateLine words = new StateLine();
  private SavedState kept = SavedState.NONE;

  /** Takes over a memory whose facts are written already. */
  void begin(SavedState saved) {
    kept = saved;
  }

  /** The lines that lead from the last memory to this one; none if nothing changed. */
  CharSequence changesTo(SavedState saved) {
    StringBuilder changes = new StringBuilder();
    change(kept.intactPairs(), saved.intactPairs(), changes);
    change(kept.moves(), saved.moves(), changes);
    change(
        facts(kept.pendingDeletes(), Leaving::new),
        facts(saved.pendingDeletes(), Leaving::new),
        changes);
    change(kept.restored(), saved.restored(), changes);
    change(
        facts(kept.independent(), Independent::new),
        facts(saved.independent(), Independent::new),
        changes);
    change(
        facts(kept.unclaimed(), Unclaimed::new), facts(saved.unclaimed(), Unclaimed::new), changes);
    change(
        facts(kept.duplicates(), Duplicate::new),
        facts(saved.duplicates(), Duplicate::new),
        changes);
    kept = saved;
    return changes;
  }

  /** The lines that lead from nothing to the last memory. */
  CharSequence all() {
    SavedState saved = kept;
    kept = SavedState.NONE;
    return changesTo(saved);
  }

  /** Mostly the two are one list. */
  private void change(List<?> before, List<?> now, StringBuilder lines) {
    if (!before.equals(now)) {
      append(before, searchable(now), "- ", lines);
      append(now, searchable(before), "+ ", lines);
    }
  }

  private void append(List<?> facts, Collection<?> except, String sign, StringBuilder lines) {
    for (Object fact : facts) {
      if (!except.contains(fact)) {
        lines.append(sign);
        words.append(fact, lines);
        lines.append('\n');
      }
    }
  }

  private static Collection<?> searchable(List<?> facts) {
    return facts.size() < MANY ? facts : new HashSet<>(facts);
  }

  private static List<Object> facts(List<Rule> rules, Function<Rule, Object> fact) {
    List<Object> facts = new ArrayList<>(rules.size());
    for (Rule rule : rules) {
      facts.add(fact.apply(rule));
    }
    return facts;
  }
}
