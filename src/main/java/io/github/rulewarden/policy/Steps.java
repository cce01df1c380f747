package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings what was decided into the order in which it is safe to do. */
final class Steps {
  private Steps() {}

  /**
   * Every copy is added before anything is deleted. Captures are deleted before suppress rules, so
   * that no capture ever stands without its companion, and of each the rearmost first, so that the
   * newest tunnel stays first throughout.
   */
  static Plan plan(
      Ladder ladder, List<Placement> placements, List<Rung> redundant, Verdict verdict) {
    List<Step.Add> adds = new ArrayList<>();
    for (Placement placement : placements) {
      adds.add(new Step.Add(placement.copy()));
    }
    List<Step.Delete> deletes = new ArrayList<>();
    appendDeletes(deletes, Role.VPN_CAPTURE, ladder, placements, redundant);
    appendDeletes(deletes, Role.VPN_SUPPRESS, ladder, placements, redundant);
    return new Plan(ladder.family(), adds, deletes, verdict);
  }

  private static void appendDeletes(
      List<Step.Delete> deletes,
      Role role,
      Ladder ladder,
      List<Placement> placements,
      List<Rung> redundant) {
    for (int place = ladder.rungs().size() - 1; place >= 0; place--) {
      Rung rung = ladder.rungs().get(place);
      if (rung.role() != role) {
        continue;
      }
      Optional<Rule> copy = copyOf(rung, placements);
      if (copy.isPresent() || redundant.contains(rung)) {
        deletes.add(new Step.Delete(rung.rule(), copy));
      }
    }
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
