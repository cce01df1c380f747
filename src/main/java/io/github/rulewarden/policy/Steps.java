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
   *
   * <p>Copies are added rearmost first too, each capture before its companion: should the rest
   * never be added, what is there is a half-built pair, which the next plan completes, and newer
   * tunnels still find room ahead of it.
   *
   * <p>What goes from behind Tailscale's lookup goes first. As long as something is left to do a
   * rule offends, and whoever comes after sees it.
   */
  static Plan plan(
      Ladder ladder, List<Placement> placements, List<Rung> redundant, Verdict verdict) {
    List<Step.Add> adds = new ArrayList<>();
    for (Placement placement : placements.reversed()) {
      adds.add(new Step.Add(placement.copy()));
    }
    List<Step.Delete> deletes = new ArrayList<>();
    List<Rung> rungs = ladder.rungs();
    List<Rung> offending = rungs.subList(0, ladder.firstLookup());
    List<Rung> behind = rungs.subList(ladder.firstLookup(), rungs.size());
    for (List<Rung> part : List.of(behind, offending)) {
      appendDeletes(deletes, Role.VPN_CAPTURE, part, placements, redundant);
      appendDeletes(deletes, Role.VPN_SUPPRESS, part, placements, redundant);
    }
    return new Plan(ladder.family(), adds, deletes, verdict);
  }

  private static void appendDeletes(
      List<Step.Delete> deletes,
      Role role,
      List<Rung> part,
      List<Placement> placements,
      List<Rung> redundant) {
    for (Rung rung : part.reversed()) {
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
