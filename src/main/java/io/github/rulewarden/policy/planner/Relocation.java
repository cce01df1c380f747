package io.github.rulewarden.policy.planner;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.Strategy;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.classify.Pair;
import io.github.rulewarden.policy.plan.Intervention;
import io.github.rulewarden.policy.plan.Intervention.Move;
import io.github.rulewarden.policy.plan.Objection;
import io.github.rulewarden.policy.plan.Order;
import io.github.rulewarden.policy.plan.Plan;
import io.github.rulewarden.policy.plan.Proof;
import io.github.rulewarden.policy.plan.Refusal;
import io.github.rulewarden.policy.plan.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The strategy {@link Strategy#RELOCATE}: chooses new priorities for the VPN's rules.
 *
 * <p>Each pair that stands ahead of Tailscale's lookup moves into a slot behind it, both halves
 * together. If an equal capture already stands behind the lookup, the capture ahead of it is
 * deleted instead. If a companion is added after its capture was moved (wg-quick adds them one by
 * one), it moves directly ahead of the capture.
 */
final class Relocation {
  private final Ladder ladder;
  private final PriorityRange range;
  private final MoveGuard guard;
  private final Deduplication deduplication;

  /** The pairs that need a slot, in ladder order. */
  private final List<Pair> unplaced = new ArrayList<>();

  private final List<Move> moves = new ArrayList<>();

  /** The pairs whose captures stand in the range and stay there, in ladder order. */
  private final List<Pair> staying = new ArrayList<>();

  Relocation(Ladder ladder, Policy policy) {
    this.ladder = ladder;
    this.range = new PriorityRange(ladder, policy.vpn().priorities());
    this.guard = new MoveGuard(ladder);
    this.deduplication = new Deduplication(ladder, range, guard);
  }

  Plan plan() {
    for (Pair keptPair : deduplication.kept()) {
      place(keptPair);
    }
    List<Ladder.Entry> redundant = deduplication.redundant();
    if (!unplaced.isEmpty()) {
      assignSlots();
      if (guard.block(moves)) {
        moves.clear();
        redundant = List.of();
      }
    }
    Plan plan = Plan.of(ladder, Plan.Purpose.ORDER, interventions(redundant), verdict());
    Optional<Objection> objection = Proof.objection(ladder, plan);
    return objection.isEmpty() ? plan : unproven(objection.get());
  }

  /**
   * From the rear to the front, each capture before its companion. If the plan is interrupted, a
   * half-built pair is left, which the next plan completes, and priorities ahead of it are still
   * free for newer tunnels.
   */
  private List<Intervention> interventions(List<Ladder.Entry> redundant) {
    List<Intervention> interventions = new ArrayList<>(moves.reversed());
    for (Ladder.Entry entry : redundant) {
      interventions.add(new Intervention.Drop(entry));
    }
    return interventions;
  }

  private void place(Pair keptPair) {
    if (ladder.offends(keptPair.capture())) {
      move(keptPair);
    } else if (mustMoveCompanion(keptPair)) {
      moveCompanion(keptPair);
    } else if (range.contains(keptPair.capture())) {
      staying.add(keptPair);
    }
  }

  /**
   * Whether the companion still stands ahead of Tailscale's lookup, or belongs to an equal capture.
   */
  private boolean mustMoveCompanion(Pair keptPair) {
    if (keptPair.companion().isEmpty()) {
      return false;
    }
    Ladder.Entry companion = keptPair.companion().get();
    return ladder.offends(companion) || !ladder.pairs().contains(keptPair);
  }

  /** Moves a companion ahead of its capture; if no priority is free there, both move. */
  private void moveCompanion(Pair keptPair) {
    Ladder.Entry companion = keptPair.companion().orElseThrow();
    if (!guard.allowDeleting(companion)) {
      return;
    }
    Optional<Long> place = range.reserveFor(keptPair.capture(), ladder);
    if (place.isEmpty()) {
      move(keptPair);
      return;
    }
    moves.add(Move.to(companion, place.get()));
    if (range.contains(keptPair.capture())) {
      staying.add(keptPair);
    }
  }

  private void move(Pair keptPair) {
    if (guard.allowDeleting(keptPair)) {
      unplaced.add(keptPair);
    }
  }

  /**
   * If there are not enough free priorities ahead of the pairs that stay in the range, the first of
   * those pairs move too.
   */
  private void assignSlots() {
    Optional<List<PrioritySlot>> slots = slotsAheadOfStaying();
    while (slots.isEmpty() && !staying.isEmpty()) {
      Pair next = staying.removeFirst();
      moves.removeIf(move -> isCompanion(move, next));
      move(next);
      slots = slotsAheadOfStaying();
    }
    if (slots.isEmpty()) {
      for (Pair pair : unplaced) {
        guard.refuse(pair.capture(), range.noFreePriority());
      }
      return;
    }
    for (int i = 0; i < unplaced.size(); i++) {
      Pair pair = unplaced.get(i);
      PrioritySlot slot = slots.get().get(i);
      pair.companion().ifPresent(companion -> moves.add(Move.to(companion, slot.suppress())));
      moves.add(Move.to(pair.capture(), slot.capture()));
    }
  }

  private Optional<List<PrioritySlot>> slotsAheadOfStaying() {
    return staying.isEmpty()
        ? range.slots(unplaced.size())
        : range.slotsBelow(firstPriority(staying.getFirst()), unplaced.size());
  }

  /**
   * The first of the two priorities of a pair that stays, including that of a companion that is not
   * there yet.
   */
  private long firstPriority(Pair keptPair) {
    Ladder.Entry first =
        mustMoveCompanion(keptPair)
            ? keptPair.capture()
            : keptPair.companion().orElse(keptPair.capture());
    return first.equals(keptPair.capture()) ? first.rule().priority() - 1 : first.rule().priority();
  }

  private static boolean isCompanion(Move move, Pair keptPair) {
    return keptPair.companion().equals(Optional.of(move.original()));
  }

  private Verdict verdict() {
    List<Rule> ahead = new ArrayList<>();
    for (Ladder.Entry offender : ladder.offenders()) {
      ahead.add(offender.rule());
    }
    return new Verdict(Order.INVERTED, ahead, guard.overtaken(moves), guard.refusals());
  }

  private Plan unproven(Objection objection) {
    moves.clear();
    for (Ladder.Entry offender : ladder.offenders()) {
      guard.refuse(offender, new Refusal.Reason.PlanIsUnproven(objection));
    }
    return Plan.nothing(ladder.family(), Plan.Purpose.ORDER, verdict());
  }
}
