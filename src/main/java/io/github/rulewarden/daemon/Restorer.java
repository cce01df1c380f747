package io.github.rulewarden.daemon;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.leak.Leak;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.planner.RestorePlanner;
import io.github.rulewarden.state.IntactPair;
import io.github.rulewarden.text.LeakText;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reports leaks, restores missing rules, and removes restored rules when their tunnel no longer
 * exists.
 */
final class Restorer {
  private final List<FamilyState> families;
  private final StateTracker state;
  private final LeakMonitor leaks;
  private final PlanRunner runner;
  private final Clock clock;

  Restorer(
      List<FamilyState> families,
      RuleTable table,
      TunnelSettingsSource tunnels,
      StateTracker state,
      PlanRunner runner,
      Clock clock) {
    this.families = families;
    this.state = state;
    this.leaks = new LeakMonitor(table, tunnels, state);
    this.runner = runner;
    this.clock = clock;
  }

  /** Removes rules that are no longer needed; returns whether to read the rules again. */
  boolean cleanUp(Snapshot snapshot, Policy policy, Round round) {
    boolean isChanged = false;
    if (policy.mode() == Mode.REPAIR && state.mayNeedCleanup(clock.nanos())) {
      for (FamilyState family : families) {
        Ladder ladder = family.preview(snapshot, state.saved(), policy).ladder();
        isChanged |=
            runner.cleanUp(
                family.where(),
                ladder,
                state.cleanup(ladder, snapshot, policy, clock.nanos()),
                round);
      }
    }
    return isChanged;
  }

  /** Checks for leaks in a snapshot in which the order needs no further repair. */
  void observe(Snapshot snapshot, Policy policy, Round round, long nowNanos) {
    List<Leak> newLeaks = leaks.observe(snapshot, FamilyState.ladders(families), policy, nowNanos);
    for (FamilyState family : families) {
      for (Leak leak : newLeaks) {
        if (leak.family() == family.family()) {
          round.add(new Event.Leak(family.where(), LeakText.sentence(leak)));
        }
      }
      if (leaks.alarm(family.family()).isEmpty()) {
        family.noteNoLeak();
      }
    }
  }

  /**
   * Restores rules that have been missing for long enough; returns whether to read the rules again
   * immediately.
   */
  boolean restore(Policy policy, Round round) {
    if (policy.mode() != Mode.REPAIR) {
      return false;
    }
    Map<Family, List<IntactPair>> repairable = new EnumMap<>(Family.class);
    for (FamilyState family : families) {
      repairable.put(family.family(), leaks.repairable(family.family(), policy, clock.nanos()));
    }
    boolean isChanged = false;
    for (FamilyState family : families) {
      List<IntactPair> pairs = repairable.getOrDefault(family.family(), List.of());
      // Rules are restored behind Tailscale's lookup. Its priority is unknown while tailscaled is
      // about to add it again.
      if (!pairs.isEmpty()
          && !family.isLookupReturning(clock.nanos())
          && runner.isWithinBudget(family)) {
        leaks.attempted(clock.nanos());
        RestorePlanner planner = new RestorePlanner(family.ladder(), state.saved(), pairs, policy);
        isChanged |= runner.restore(family, planner.plan(), round);
      }
    }
    return isChanged;
  }

  /** The tables whose default routes a snapshot has to contain. */
  Set<Long> watchedTables() {
    return leaks.watchedTables();
  }

  /** The leak of a family to report. */
  Optional<Leak> alarm(Family family) {
    return leaks.alarm(family);
  }

  /** All leaks to report. */
  List<Leak> alarms() {
    return leaks.alarms();
  }

  /**
   * Adds the next moment after {@code leaksChecked} at which a leak or a tunnel probe becomes due.
   */
  void addDeadlines(Deadlines deadlines, long leaksChecked) {
    leaks.addDeadlines(deadlines, leaksChecked);
  }
}
