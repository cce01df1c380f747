package io.github.rulewarden.statefile;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.state.SavedState;
import io.github.rulewarden.statefile.StateLine.Duplicate;
import io.github.rulewarden.statefile.StateLine.Independent;
import io.github.rulewarden.statefile.StateLine.PendingDelete;
import io.github.rulewarden.statefile.StateLine.Unclaimed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;

/** Computes the lines to write when the saved state changes. */
final class StateChanges {
  /** From this size on, a lookup in a set is faster than a search in the list. */
  private static final int LARGE_LIST = 32;

  private final StateLine lineFormat = new StateLine();
  private SavedState written = SavedState.NONE;

  /** Starts from a state whose entries are in the file already. */
  void begin(SavedState saved) {
    written = saved;
  }

  /** Returns the lines that change the last state into this one; none if nothing changed. */
  CharSequence changesTo(SavedState saved) {
    StringBuilder lines = new StringBuilder();
    change(written.intactPairs(), saved.intactPairs(), lines);
    change(written.moves(), saved.moves(), lines);
    change(
        entries(written.pendingDeletes(), PendingDelete::new),
        entries(saved.pendingDeletes(), PendingDelete::new),
        lines);
    change(written.restored(), saved.restored(), lines);
    change(
        entries(written.independent(), Independent::new),
        entries(saved.independent(), Independent::new),
        lines);
    change(
        entries(written.unclaimed(), Unclaimed::new),
        entries(saved.unclaimed(), Unclaimed::new),
        lines);
    change(
        entries(written.duplicates(), Duplicate::new),
        entries(saved.duplicates(), Duplicate::new),
        lines);
    written = saved;
    return lines;
  }

  /** Returns the lines that change an empty state into the last state. */
  CharSequence all() {
    SavedState saved = written;
    written = SavedState.NONE;
    return changesTo(saved);
  }

  /** In most cases both are the same list, so the comparison costs nothing. */
  private void change(List<?> before, List<?> after, StringBuilder lines) {
    if (!before.equals(after)) {
      append(before, searchable(after), "- ", lines);
      append(after, searchable(before), "+ ", lines);
    }
  }

  private void append(List<?> entries, Collection<?> except, String sign, StringBuilder lines) {
    for (Object entry : entries) {
      if (!except.contains(entry)) {
        lines.append(sign);
        lineFormat.append(entry, lines);
        lines.append('\n');
      }
    }
  }

  private static Collection<?> searchable(List<?> entries) {
    return entries.size() < LARGE_LIST ? entries : new HashSet<>(entries);
  }

  private static List<Object> entries(List<Rule> rules, Function<Rule, Object> toEntry) {
    List<Object> entries = new ArrayList<>(rules.size());
    for (Rule rule : rules) {
      entries.add(toEntry.apply(rule));
    }
    return entries;
  }
}
