package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings what was decided into the order in which it is safe to do. */
final class Steps {
  private Steps() {}

  /**
   * Every copy is added before anything is deleted, and both go from the rear to the front.
   *
   * <p>Adds: each capture comes before its companion. Should the rest never be added, what is there
   * is a half-built pair, which the next plan completes, and newer tunnels still find room ahead of
   * it.
   *
   * <p>Deletes: each capture goes before its companion, so that it never stands without, and older
   * tunnels' rules before newer ones', so that the newest stays first. A companion goes before the
   * captures ahead of it: without them it would decide for packets that were theirs. And as long as
   * something is left to do a rule offends, so that whoever comes after sees it.
   */
  static Plan plan(
      Ladder ladder, List<Placement> placements, List<Rung> redundant, Verdict verdict) {
    List<Step.Add> adds = new ArrayList<>();
    for (Placement placement : placements.reversed()) {
      adds.add(new Step.Add(placement.copy()));
    }
    List<Step.Delete> deletes = new ArrayList<>();
    for (Rung rung : ladder.rungs().reversed()) {
      Optional<Rule> copy = copyOf(rung, placements);
      if (copy.isPresent() || redundant.contains(rung)) {
        deletes.add(new Step.Delete(rung.rule(), copy));
      }
    }
    return new Plan(ladder.family(), adds, deletes, verdict);
  }

  private static Optional<Rule> copyOf(Rung rung, List<Placement> placements) {
    for (Placement placement : placements) {
      if (placement.original().equals(rung)) {
        return Optional.of(placement.copy());
      }
    }
    return Optional.empty();
  }
}
