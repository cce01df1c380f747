package io.github.rulewarden.cli;

import io.github.rulewarden.api.HistoryEntry;
import io.github.rulewarden.api.HistoryEntry.Kind;
import io.github.rulewarden.api.Manager;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.Status;
import java.util.List;

/**
 * The status, with the last inversion and its cause from the history.
 *
 * @param lastInversionMicros the time of the last inversion, CLOCK_REALTIME; 0 if none is known
 * @param opponent the process that last caused an inversion or a contest; empty if unknown
 */
record StatusContext(Status status, long lastInversionMicros, String opponent) {
  /** How many entries are searched: repairs, leaks or reloads may be more recent. */
  private static final int MAX_SEARCHED = 100;

  static StatusContext of(Status status, Manager manager) {
    List<HistoryEntry> recent = recent(manager);
    for (int i = recent.size() - 1; i >= 0; i--) {
      HistoryEntry entry = recent.get(i);
      if (entry.kind() == Kind.INVERTED || entry.kind() == Kind.CONTESTED) {
        return new StatusContext(status, lastInversionMicros(recent), entry.opponent());
      }
    }
    return new StatusContext(status, 0, "");
  }

  /** Returns a new status with the same history. */
  StatusContext with(Status newStatus) {
    return new StatusContext(newStatus, lastInversionMicros, opponent);
  }

  private static long lastInversionMicros(List<HistoryEntry> recent) {
    for (int i = recent.size() - 1; i >= 0; i--) {
      if (recent.get(i).kind() == Kind.INVERTED) {
        return recent.get(i).timeMicros();
      }
    }
    return 0;
  }

  /** Returns no entries if the history is unavailable: the status is useful without it. */
  private static List<HistoryEntry> recent(Manager manager) {
    try {
      return manager.history(MAX_SEARCHED);
    } catch (ManagerException e) {
      return List.of();
    }
  }
}
