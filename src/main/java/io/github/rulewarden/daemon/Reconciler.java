package io.github.rulewarden.daemon;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Policy;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the rules of one network namespace, plans, executes, and reads again until nothing is left
 * to do.
 *
 * <p>The order depends on the snapshot alone: an event that is lost, received twice or caused by a
 * repair does no harm, and a newly started daemon repairs the order like one that has run for a
 * year.
 */
final class Reconciler {
  /** Rules may change while they are repaired; after this many attempts the next waits a second. */
  private static final int MOST_ATTEMPTS = 4;

  private final SnapshotReader reader;
  private final Attribution attribution;
  private final Clock clock;
  private final List<FamilyState> families = new ArrayList<>();
  private final StateTracker state;
  private final PlanRunner runner;
  private final Restorer restorer;
  private final PeerMonitor peers;
  private final Deadlines deadlines = new Deadlines();
  private final Progress progress = new Progress();
  private final NamespaceReport report;
  private Settings settings;

  /**
   * A reconciler that has read nothing yet.
   *
   * @param impediment why this process cannot change rules, one sentence; empty if unknown
   * @param watched the families to keep in order
   */
  Reconciler(
      Scope scope,
      Set<Family> watched,
      Settings settings,
      RuleTable table,
      TunnelSettingsSource tunnels,
      Attribution attribution,
      Clock clock,
      Optional<String> impediment,
      StateStore store) {
    this.settings = settings;
    this.attribution = attribution;
    this.clock = clock;
    for (Family family : EnumSet.copyOf(watched)) {
      families.add(new FamilyState(scope, family, policy()));
    }
    this.state = new StateTracker(store);
    this.runner = new PlanRunner(table, state, attribution, clock, impediment, deadlines);
    this.reader = new SnapshotReader(table, progress, runner);
    this.restorer = new Restorer(families, table, tunnels, state, runner, clock);
    this.peers = new PeerMonitor(table);
    this.report =
        new NamespaceReport(scope, this::settings, families, restorer, runner, progress, clock);
  }

  Settings settings() {
    return settings;
  }

  private Policy policy() {
    return settings.policy();
  }

  /** Applies other settings from the next round on; state and counters stay. */
  void adopt(Settings newSettings) {
    Policy before = policy();
    settings = newSettings;
    if (!policy().equals(before)) {
      for (FamilyState family : families) {
        family.policyChanged(before, policy());
      }
    }
  }

  /**
   * Runs a round: reads and repairs until nothing is left to do.
   *
   * @param freshness of the first snapshot of this round
   * @param receivedNanos when the event was received that led to this round
   * @param author the netlink port id of the last change of a rule, if it is known
   */
  Round reconcile(
      Initiator initiator, Freshness freshness, long receivedNanos, Optional<Integer> author) {
    reader.require(freshness);
    Round round = new Round(initiator, progress.begin(receivedNanos, clock.nanos()), author);
    deadlines.clear();
    boolean isDone = false;
    for (int attempt = 0; attempt < MOST_ATTEMPTS && !isDone; attempt++) {
      Optional<Snapshot> snapshot = read();
      if (snapshot.isEmpty()) {
        round.describeInversions(attribution);
        return round;
      }
      isDone = step(snapshot.get(), round);
    }
    conclude(round);
    peers.check(families, this::readAgain);
    round.describeInversions(attribution);
    if (!isDone) {
      runner.retrySoon();
    }
    restorer.addDeadlines(deadlines, progress.leaksChecked());
    for (FamilyState family : families) {
      deadlines.add(family.lookupDeadline(progress.leaksChecked()));
    }
    return round;
  }

  private Optional<Snapshot> read() {
    return reader.read(policy().tailscale().table(), restorer.watchedTables());
  }

  private Optional<Snapshot> readAgain() {
    reader.require(Freshness.ALL_BUT_TAILNET);
    return read();
  }

  /** Executes the changes that a snapshot requires; returns whether there were none. */
  private boolean step(Snapshot snapshot, Round round) {
    boolean isUntouched = !restorer.cleanUp(snapshot, policy(), round);
    boolean isDone = isUntouched;
    for (FamilyState family : families) {
      family
          .assess(snapshot, state.saved(), policy(), clock.nanos())
          .ifPresent(round::addInversion);
      if (isUntouched && runner.mayOrder(family, round.initiator())) {
        isDone &= !runner.order(family, round);
      }
    }
    if (!isDone) {
      return false; // The snapshot is out of date.
    }
    progress.leaksChecked(clock.nanos());
    restorer.observe(snapshot, policy(), round, progress.leaksChecked());
    return !restorer.restore(policy(), round);
  }

  private void conclude(Round round) {
    long nowNanos = clock.nanos();
    for (FamilyState family : families) {
      Optional<FamilyState.Repair> repair = family.conclude(nowNanos);
      if (repair.isPresent()) {
        progress.repaired(repair.get(), clock.wallMicros());
        round.add(
            new Event.Repaired(
                family.where(), repair.get().steps(), repair.get().durationMicros()));
      }
    }
  }

  /**
   * When the next round is due without an event, in {@link Clock#nanos()}. The value stays the same
   * until that round.
   */
  Optional<Long> nextRound() {
    return deadlines.earliest();
  }

  /** Moves rules back for an operator. In the mode repair, the next round would move them again. */
  UndoRun undo() {
    reader.require(Freshness.EVERYTHING);
    UndoRun run = new UndoRun(runner, state);
    boolean isDone = false;
    for (int attempt = 0; attempt < MOST_ATTEMPTS && !isDone; attempt++) {
      Optional<Snapshot> snapshot = read();
      if (snapshot.isEmpty()) {
        progress.unreadable().ifPresent(run::notRead);
        return run;
      }
      isDone = true;
      for (FamilyState family : families) {
        family.assess(snapshot.get(), state.saved(), policy(), clock.nanos());
        isDone &= !run.undo(family);
      }
    }
    return run;
  }

  /** The information about this namespace for operators. */
  NamespaceReport report() {
    return report;
  }
}
