package io.github.rulewarden.history;

import io.github.rulewarden.api.HistoryEntry;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Counts how often the same event has happened recently, and folds repetitions. */
final class Repetition {
  /** The number of repetitions that stay entries of their own. */
  static final int MAX_SEPARATE = 8;

  private static final long WINDOW_MICROS = 3_600_000_000L;

  /** How many different events are counted at the same time. */
  private static final int MAX_COUNTED = 128;

  /** What repetitions have in common; opponent, time and duration may differ. */
  private record Key(HistoryEntry.Kind kind, Scope scope, Optional<Family> family, String text) {}

  /**
   * The repetitions of an event within an hour.
   *
   * @param times how often it happened, this time included
   * @param last the entry for all repetitions beyond the first few; empty if there is none
   */
  record Count(long begin, int times, Optional<HistoryEntry> last) {}

  private final Map<Key, Count> counts =
      new LinkedHashMap<>(MAX_COUNTED, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Count> eldest) {
          return size() > MAX_COUNTED;
        }
      };

  /** The entry to keep, and the one that it replaces. */
  record Folded(HistoryEntry entry, Optional<HistoryEntry> replaced, int times) {
    /** Whether it is written to the file, where no entry can be replaced. */
    boolean isForFile() {
      return times <= MAX_SEPARATE || Integer.bitCount(times) == 1;
    }
  }

  Folded fold(HistoryEntry entry) {
    Key key = new Key(entry.kind(), entry.scope(), entry.family(), entry.text());
    long now = entry.timeMicros();
    Count before = counts.get(key);
    // The clock may have been set back in the meantime.
    if (before == null || now < before.begin() || now - before.begin() >= WINDOW_MICROS) {
      before = new Count(now, 0, Optional.empty());
    }
    int times = before.times() + 1;
    HistoryEntry kept = times <= MAX_SEPARATE ? entry : counted(entry, times);
    Optional<HistoryEntry> last = times <= MAX_SEPARATE ? Optional.empty() : Optional.of(kept);
    counts.put(key, new Count(before.begin(), times, last));
    return new Folded(kept, before.last(), times);
  }

  private static HistoryEntry counted(HistoryEntry entry, int times) {
    return new HistoryEntry(
        entry.timeMicros(),
        entry.kind(),
        entry.scope(),
        entry.family(),
        times + " times within an hour: " + entry.text(),
        entry.opponent(),
        entry.durationMicros(),
        entry.steps());
  }
}
