package io.github.rulewarden.history;

import io.github.rulewarden.api.HistoryEntry;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Counts how often the same thing has happened of late. */
final class Repetition {
  /** So many are entries of their own. */
  static final int FEW = 8;

  private static final long WINDOW_MICROS = 3_600_000_000L;

  /** More different things than these do not count as repetition. */
  private static final int REMEMBERED = 128;

  /** Who did it, when, and how long it took, may differ. */
  private record Theme(HistoryEntry.Kind kind, Scope scope, Optional<Family> family, String text) {}

  /**
   * How often.
   *
   * @param times within the hour, this one included
   * @param last the entry that stands for all of them beyond the first few; empty if there is none
   */
  record Count(long begin, int times, Optional<HistoryEntry> last) {}

  private final Map<Theme, Count> counts =
      new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Theme, Count> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** An entry as it is to be kept, and what it takes the place of. */
  record Folded(HistoryEntry entry, Optional<HistoryEntry> instead, int times) {
    /** Whether it is one for the disk, which cannot take back what it holds. */
    boolean isLasting() {
      return times <= FEW || Integer.bitCount(times) == 1;
    }
  }

  Folded fold(HistoryEntry entry) {
    Theme theme = new Theme(entry.kind(), entry.scope(), entry.family(), entry.text());
    long now = entry.timeMicros();
    Count before = counts.get(theme);
    // The clock may have been set back meanwhile.
    if (before == null || now < before.begin() || now - before.begin() >= WINDOW_MICROS) {
      before = new Count(now, 0, Optional.empty());
    }
    int times = before.times() + 1;
    HistoryEntry kept = times <= FEW ? entry : counted(entry, times);
    Optional<HistoryEntry> last = times <= FEW ? Optional.empty() : Optional.of(kept);
    counts.put(theme, new Count(before.begin(), times, last));
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
