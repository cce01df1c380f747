package io.github.rulewarden.cli;

import io.github.rulewarden.api.HistoryEntry;
import io.github.rulewarden.api.HistoryEntry.Kind;
import io.github.rulewarden.api.Manager;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.Status;
import java.util.List;

/**
 * How things stand, and who brought it about.
 *
 * @param lastInversionMicros when the last inversion was seen, CLOCK_REALTIME; 0 if none is known
 * @param opponent who undid the order last, as far as the kernel told; empty if it did not
 */
record Situation(Status status, long lastInversionMicros, String opponent) {
  /** So far back one has to look: a repair, a leak or a reload may have come in between. */
  private static final int RECENT = 100;

  static Situation of(Status status, Manager manager) {
    List<HistoryEntry> recent = recent(manager);
    for (int i = recent.size() - 1; i >= 0; i--) {
      HistoryEntry entry = recent.get(i);
      if (entry.kind() == Kind.INVERTED || entry.kind() == Kind.CONTESTED) {
        return new Situation(status, lastInversionMicros(recent), entry.opponent());
      }
    }
    return new Situation(status, 0, "");
  }

  /** The same past with another present. */
  Situation with(Status newStatus) {
    return new Situation(newStatus, lastInversionMicros, opponent);
  }

  private static long lastInversionMicros(List<HistoryEntry> recent) {
    for (int i = recent.size() - 1; i >= 0; i--) {
      if (recent.get(i).kind() == Kind.INVERTED) {
        return recent.get(i).timeMicros();
      }
    }
    return 0;
  }

  /** The present is worth telling without the past. */
  private static List<HistoryEntry> recent(Manager manager) {
    try {
      return manager.history(RECENT);
    } catch (ManagerException e) {
      return List.of();
    }
  }
}
