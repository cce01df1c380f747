package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.Snapshot;
import java.util.Optional;
import java.util.Set;

/** Reads snapshots that are as fresh as any request since the last successful read requires. */
final class SnapshotReader {
  private final RuleTable table;
  private final Progress progress;
  private final PlanRunner runner;

  /** What the next read has to read again at least: everything, until a read has succeeded. */
  private Freshness pending = Freshness.EVERYTHING;

  SnapshotReader(RuleTable table, Progress progress, PlanRunner runner) {
    this.table = table;
    this.progress = progress;
    this.runner = runner;
  }

  /** Makes the next snapshot at least this fresh. */
  void require(Freshness freshness) {
    pending = pending.or(freshness);
  }

  /**
   * Reads a snapshot; empty if that fails. Then the next read reads everything.
   *
   * @param tailnetTable the number of Tailscale's table
   * @param tables further tables whose default routes the snapshot has to contain
   */
  Optional<Snapshot> read(long tailnetTable, Set<Long> tables) {
    try {
      Snapshot snapshot = table.read(new ReadRequest(pending, tailnetTable, tables));
      pending = Freshness.CHANGED;
      progress.read();
      return Optional.of(snapshot);
    } catch (RuleTable.UnreadableException e) {
      pending = Freshness.EVERYTHING;
      progress.notRead(String.valueOf(e.getMessage()));
      runner.retrySoon();
      return Optional.empty();
    }
  }
}
