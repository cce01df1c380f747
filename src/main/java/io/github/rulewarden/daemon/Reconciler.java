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
 * Reads the rules of one network namespace, decides, repairs, and reads again until nothing is left
 * to do.
 *
 * <p>What is done depends on the snapshot alone: an event that was lost, came twice or was caused
 * by a repair does no harm, and a daemon that has just started does the same as one that has run
 * for a year.
 */
final class Reconciler {
  /** Rules may change while they are repaired; after so many tries the next one waits a second. */
  private static final int MOST_ATTEMPTS = 4;

  private final RuleTable table;
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
   * @param impediment why this process cannot change rules, one sentence; empty if nothing is known
   *     to be in the way
   * @param wanted the families to look after
   */
  Reconciler(
      Scope scope,
      Set<Family> wanted,
      Settings settings,
      RuleTable table,
      Attribution attribution,
      Clock clock,
      Optional<String> impediment,
      StateStore store) {
    this.settings = settings;
    this.table = table;
    this.attribution = attribution;
    this.clock = clock;
    for (Family family : EnumSet.copyOf(wanted)) {
      families.add(new FamilyState(scope, family, policy()));
    }
    this.state = new StateTracker(store);
    this.runner = new PlanRunner(table, state, attribution, clock, impediment, deadlines);
    this.restorer = new Restorer(families, table, state, runner, clock);
    this.peers = new PeerMonitor(table);
    this.report = new NamespaceReport(this::settings, families, restorer, runner, progress, clock);
    table.watchTailnet(policy().tailscale().table());
  }

  Settings settings() {
    return settings;
  }

  private Policy policy() {
    return settings.policy();
  }

  /** Goes by other settings from the next round on; what was seen and counted stays. */
  void adopt(Settings newSettings) {
    Policy before = policy();
    settings = newSettings;
    if (!policy().equals(before)) {
      table.watchTailnet(policy().tailscale().table());
      for (FamilyState family : families) {
        family.policyChanged(before, policy());
      }
    }
  }

  /**
   * Looks and repairs until there is nothing left to do.
   *
   * @param receivedNanos when the event was received that led here
   * @param author the netlink port id that changed a rule last, if it is known
   */
  Round reconcile(Initiator initiator, long receivedNanos, Optional<Integer> author) {
    Round round = new Round(initiator, progress.begin(receivedNanos, clock.nanos()), author);
    deadlines.clear();
    boolean isDone = false;
    for (int attempt = 0; attempt < MOST_ATTEMPTS && !isDone; attempt++) {
      Optional<Snapshot> snapshot = read();
      if (snapshot.isEmpty()) {
        round.describeInversions(attribution);
        return round;
      }
      isDone = settle(snapshot.get(), round);
    }
    conclude(round);
    peers.ask(families, this::read);
    round.describeInversions(attribution);
    if (!isDone) {
      runner.retrySoon();
    }
    restorer.addDeadlines(deadlines, progress.judged());
    for (FamilyState family : families) {
      deadlines.add(family.healedBy(progress.judged()));
    }
    return round;
  }

  private Optional<Snapshot> read() {
    try {
      Snapshot snapshot = table.read();
      progress.read();
      return Optional.of(snapshot);
    } catch (RuleTable.UnreadableException e) {
      progress.notRead(String.valueOf(e.getMessage()));
      runner.retrySoon();
      return Optional.empty();
    }
  }

  /** Does what a snapshot calls for; returns whether that was nothing. */
  private boolean settle(Snapshot snapshot, Round round) {
    boolean isUntouched = !restorer.cleanUp(snapshot, policy(), round);
    boolean isDone = isUntouched;
    for (FamilyState family : families) {
      family.assess(snapshot, state.saved(), policy(), clock.nanos()).ifPresent(round::saw);
      if (isUntouched && runner.mayOrder(family, round.initiator())) {
        isDone &= !runner.order(family, round);
      }
    }
    if (!isDone) {
      return false; // The snapshot is out of date.
    }
    progress.judged(clock.nanos());
    restorer.observe(snapshot, policy(), round, progress.judged());
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
   * When to look again although nothing happened, in {@link Clock#nanos()}; stays in the past until
   * the next round.
   */
  Optional<Long> nextLook() {
    return deadlines.earliest();
  }

  /**
   * Puts back what was moved because an operator wants it; in the mode repair the next round would
   * move it again.
   */
  UndoRun undo() {
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

  /** What operators are told of this namespace. */
  NamespaceReport report() {
    return report;
  }
}
