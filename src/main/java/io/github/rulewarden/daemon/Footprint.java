package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.classify.Pair;
import io.github.rulewarden.policy.classify.Tunnels;
import io.github.rulewarden.policy.plan.Intervention;
import io.github.rulewarden.policy.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Identifies a rule that a plan moved or restored, so that the {@link Budget} recognises it when it
 * has to be moved or restored again.
 *
 * @param rule at priority 0, because the priority does not matter
 * @param tunnel the ifindex of the tunnel it belongs to; 0 if there is none
 */
record Footprint(Rule rule, int tunnel) {
  Footprint {
    rule = rule.at(0);
  }

  /** The footprints of the rules that a plan moves or restores. */
  static List<Footprint> of(Assessment assessment, Plan plan) {
    List<Footprint> footprints = new ArrayList<>();
    for (Intervention intervention : plan.interventions()) {
      if (intervention instanceof Intervention.PutBack(Rule rule, int tunnel)) {
        footprints.add(new Footprint(rule, tunnel));
      }
    }
    addOffenders(assessment, plan, footprints);
    return footprints;
  }

  /**
   * Adds the offenders that the plan moves, each with the tunnel that its table leads to, else with
   * the newest tunnel. An offender that stays was not repaired, so its repair cannot be undone.
   */
  private static void addOffenders(Assessment assessment, Plan plan, List<Footprint> footprints) {
    Tunnels tunnels = Tunnels.of(assessment.snapshot(), assessment.policy());
    for (Rule offender : plan.verdict().offenders()) {
      if (plan.deletes(offender)) {
        long table = tableOf(offender, assessment.ladder());
        int tunnel = tunnels.behind(table).map(Link::index).orElse(tunnels.newest());
        footprints.add(new Footprint(offender, tunnel));
      }
    }
  }

  /** A companion belongs to the tunnel of its capture. */
  private static long tableOf(Rule offender, Ladder ladder) {
    for (Pair pair : ladder.pairs()) {
      if (pair.companion().map(Ladder.Entry::rule).equals(Optional.of(offender))) {
        return pair.capture().rule().table();
      }
    }
    return offender.table();
  }
}
