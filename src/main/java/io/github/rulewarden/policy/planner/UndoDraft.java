package io.github.rulewarden.policy.planner;

import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.plan.Intervention;
import io.github.rulewarden.policy.plan.Intervention.Drop;
import io.github.rulewarden.policy.plan.Intervention.Move;
import io.github.rulewarden.policy.plan.Intervention.Remove;
import io.github.rulewarden.policy.plan.Order;
import io.github.rulewarden.policy.plan.Plan;
import io.github.rulewarden.policy.plan.Proof;
import io.github.rulewarden.policy.plan.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The part of an undo that is decided and proven so far.
 *
 * <p>Rules are added from the front to the rear, so that a capture is never added before its
 * suppress rule.
 *
 * @param drops rules whose equal already stands in the original place
 * @param removes rules that Rulewarden added and that are no longer needed
 */
record UndoDraft(Ladder ladder, List<Move> moves, List<Drop> drops, List<Remove> removes) {
  private static final Comparator<Move> FRONT_FIRST =
      Comparator.comparingLong(move -> move.copy().priority());

  static UndoDraft nothing(Ladder ladder) {
    return new UndoDraft(ladder, List.of(), List.of(), List.of());
  }

  /** This draft with more changes; empty if it cannot be proven safe. */
  Optional<UndoDraft> with(List<Move> more, List<Ladder.Entry> redundant) {
    List<Move> allMoves = joined(more, moves);
    allMoves.sort(FRONT_FIRST);
    List<Drop> allDrops = new ArrayList<>(drops);
    for (Ladder.Entry entry : redundant) {
      allDrops.add(new Drop(entry));
    }
    return new UndoDraft(ladder, allMoves, allDrops, removes).ifProven();
  }

  /**
   * This draft with the removal of one of Rulewarden's own rules; empty if it cannot be proven
   * safe.
   */
  Optional<UndoDraft> without(Ladder.Entry own) {
    List<Remove> allRemoves = joined(removes, List.of(new Remove(own.rule())));
    return new UndoDraft(ladder, moves, drops, allRemoves).ifProven();
  }

  private static <T> List<T> joined(List<T> some, List<T> others) {
    List<T> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }

  private Optional<UndoDraft> ifProven() {
    Plan plan = plan(Verdict.nothingToDo(Order.RIGHT));
    return Proof.objection(ladder, plan).isEmpty() ? Optional.of(this) : Optional.empty();
  }

  /** The plan for this draft. */
  Plan plan(Verdict verdict) {
    List<Intervention> interventions = new ArrayList<>(moves);
    interventions.addAll(drops);
    interventions.addAll(removes);
    return Plan.of(ladder, Plan.Purpose.UNDO, interventions, verdict);
  }

  /** Whether the draft moves or drops a rule. */
  boolean moves(Ladder.Entry entry) {
    for (Move move : moves) {
      if (move.original().equals(entry)) {
        return true;
      }
    }
    return drops.contains(new Drop(entry));
  }
}
