package io.github.rulewarden.daemon;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.leak.Leak;
import io.github.rulewarden.policy.Ladder;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.RestorePlanner;
import io.github.rulewarden.state.IntactPair;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reports what leaks, puts it back, and removes it again when its tunnel is gone. */
final class Restorer {
  private final List<FamilyState> families;
  private final StateTracker state;
  private final LeakMonitor leaks;
  private final PlanRunner runner;
  private final Clock clock;

  Restorer(
      List<FamilyState> families,
      RuleTable table,
      StateTracker state,
      PlanRunner runner,
      Clock clock) {
    this.families = families;
    this.state = state;
    this.leaks = new LeakMonitor(table, state);
    this.runner = runner;
    this.clock = clock;
  }

  /** Removes what nobody needs any more; returns whether there was any. */
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

  /** Looks for leaks in a snapshot in which the order needs no further repair. */
  void observe(Snapshot snapshot, Policy policy, Round round, long nowNanos) {
    List<Ladder> ladders = new ArrayList<>();
    for (FamilyState family : families) {
      ladders.add(family.ladder());
    }
    List<Leak> news = leaks.observe(snapshot, ladders, policy, nowNanos);
    for (FamilyState family : families) {
      for (Leak leak : news) {
        if (leak.family() == family.family()) {
          round.add(new Event.Leak(family.where(), leak.reason()));
        }
      }
      if (leaks.alarm(family.family()).isEmpty()) {
        family.leakIsOver();
      }
    }
  }

  /** Puts back what has been missing for long enough; returns whether to look again at once. */
  boolean restore(Policy policy, Round round) {
    if (policy.mode() != Mode.REPAIR) {
      return false;
    }
    Map<Family, List<IntactPair>> ripe = new EnumMap<>(Family.class);
    for (FamilyState family : families) {
      ripe.put(family.family(), leaks.ripe(family.family(), policy, clock.nanos()));
    }
    boolean isChanged = false;
    for (FamilyState family : families) {
      List<IntactPair> pairs = ripe.getOrDefault(family.family(), List.of());
      // Behind Tailscale's lookup: while that is about to come back there is no telling where.
      if (!pairs.isEmpty() && !family.isHealing(clock.nanos()) && runner.isWithinBudget(family)) {
        leaks.attempted(clock.nanos());
        RestorePlanner planner = new RestorePlanner(family.ladder(), state.saved(), pairs, policy);
        isChanged |= runner.restore(family, planner.plan(), round);
      }
    }
    return isChanged;
  }

  /** The leak of a family that is to be reported. */
  Optional<Leak> alarm(Family family) {
    return leaks.alarm(family);
  }

  /** All leaks that are to be reported. */
  List<Leak> alarms() {
    return leaks.alarms();
  }

  /** Adds the moments after {@code judged} at which a leak, or a question to a tunnel, is due. */
  void addDeadlines(Deadlines deadlines, long judged) {
    leaks.addDeadlines(deadlines, judged);
  }
}
