package io.github.rulewarden.journal;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.journal.Fact.Duplicate;
import io.github.rulewarden.journal.Fact.Independent;
import io.github.rulewarden.journal.Fact.Leaving;
import io.github.rulewarden.journal.Fact.Unclaimed;
import io.github.rulewarden.memory.Memory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;

/** The facts that a memory consists of, and what to write when it changes. */
final class Facts {
  /** From so many on a set finds one faster than a walk. */
  private static final int MANY = 32;

  private final Fact words = new Fact();
  private Memory kept = Memory.NONE;

  /** Takes over a memory whose facts are written already. */
  void begin(Memory memory) {
    kept = memory;
  }

  /** The lines that lead from the last memory to this one; none if nothing changed. */
  CharSequence changesTo(Memory memory) {
    StringBuilder changes = new StringBuilder();
    change(kept.wholes(), memory.wholes(), changes);
    change(kept.moves(), memory.moves(), changes);
    change(facts(kept.leaving(), Leaving::new), facts(memory.leaving(), Leaving::new), changes);
    change(kept.restored(), memory.restored(), changes);
    change(
        facts(kept.independent(), Independent::new),
        facts(memory.independent(), Independent::new),
        changes);
    change(
        facts(kept.unclaimed(), Unclaimed::new),
        facts(memory.unclaimed(), Unclaimed::new),
        changes);
    change(
        facts(kept.duplicates(), Duplicate::new),
        facts(memory.duplicates(), Duplicate::new),
        changes);
    kept = memory;
    return changes;
  }

  /** The lines that lead from nothing to the last memory. */
  CharSequence all() {
    Memory memory = kept;
    kept = Memory.NONE;
    return changesTo(memory);
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
