package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The strategy {@link Strategy#RELOCATE}: where the VPN's rules go.
 *
 * <p>Each pair that stands ahead of Tailscale's lookup goes into a slot behind it, both halves
 * together. A capture that stands behind it already, equal but for its priority, is not moved a
 * second time: the one ahead is deleted. A companion that comes after its capture went (wg-quick
 * adds them one by one) is put in front of it.
 */
final class Relocation {
  private final Ladder ladder;
  private final Band band;
  private final Obstacles obstacles;
  private final Selection selection;

  private final List<Move> moves = new ArrayList<>();
  private final List<Placement> placements = new ArrayList<>();

  /** The kept captures that stand in the band and stay there, in ladder order. */
  private final List<Keeper> standing = new ArrayList<>();

  Relocation(Ladder ladder, Policy policy) {
    this.ladder = ladder;
    this.band = new Band(ladder, policy.vpn().priorities());
    this.obstacles = new Obstacles(ladder);
    this.selection = new Selection(ladder, band, obstacles);
  }

  Plan plan() {
    for (Keeper keeper : selection.keepers()) {
      place(keeper);
    }
    List<Rung> redundant = selection.redundant();
    if (!moves.isEmpty()) {
      giveSlots();
      if (obstacles.block(placements)) {
        placements.clear();
        redundant = List.of();
      }
    }
    Plan plan = Steps.plan(ladder, placements, redundant, verdict());
    Optional<String> objection = Proof.objection(ladder, plan.steps());
    return objection.isEmpty() ? plan : unproven(objection.get());
  }

  private void place(Keeper keeper) {
    if (ladder.offends(keeper.capture())) {
      move(keeper);
    } else if (hasToCome(keeper)) {
      join(keeper);
    } else if (band.contains(keeper.capture())) {
      standing.add(keeper);
    }
  }

  /**
   * Whether the companion still stands ahead of Tailscale's lookup, or beside an equal of the
   * capture.
   */
  private boolean hasToCome(Keeper keeper) {
    if (keeper.companion().isEmpty()) {
      return false;
    }
    Rung companion = keeper.companion().get();
    return ladder.offends(companion)
        || !ladder.pairs().contains(new Pair(keeper.capture(), keeper.companion()));
  }

  /** Brings a companion to its capture; where there is no place for it, both move. */
  private void join(Keeper keeper) {
    Rung companion = keeper.companion().orElseThrow();
    if (!obstacles.allowDeleting(companion)) {
      return;
    }
    Optional<Long> place = band.takePlaceFor(keeper.capture(), ladder);
    if (place.isEmpty()) {
      move(keeper);
      return;
    }
    placements.add(Placement.of(companion, place.get()));
    if (band.contains(keeper.capture())) {
      standing.add(keeper);
    }
  }

  private void move(Keeper keeper) {
    Pair pair = new Pair(keeper.capture(), keeper.companion());
    if (obstacles.allowDeleting(pair)) {
      moves.add(new Move(keeper.companion(), keeper.capture()));
    }
  }

  /**
   * Where there is no room ahead of the pairs that stand in the band, the first of them move too.
   */
  private void giveSlots() {
    Optional<List<Slot>> slots = slotsAheadOfStanding();
    while (slots.isEmpty() && !standing.isEmpty()) {
      Keeper next = standing.removeFirst();
      placements.removeIf(placement -> isCompanion(placement, next));
      move(next);
      slots = slotsAheadOfStanding();
    }
    if (slots.isEmpty()) {
      for (Move move : moves) {
        obstacles.refuse(move.capture(), band.lackOfRoom());
      }
      return;
    }
    for (int i = 0; i < moves.size(); i++) {
      Move move = moves.get(i);
      Slot slot = slots.get().get(i);
      move.companion()
          .ifPresent(companion -> placements.add(Placement.of(companion, slot.suppress())));
      placements.add(Placement.of(move.capture(), slot.capture()));
    }
  }

  private Optional<List<Slot>> slotsAheadOfStanding() {
    return standing.isEmpty()
        ? band.slots(moves.size())
        : band.slotsBelow(front(standing.getFirst()), moves.size());
  }

  /**
   * The first of the two priorities of a pair that stands; also while its companion is not there
   * yet.
   */
  private long front(Keeper keeper) {
    Rung first = hasToCome(keeper) ? keeper.capture() : keeper.companion().orElse(keeper.capture());
    return first.equals(keeper.capture()) ? first.rule().priority() - 1 : first.rule().priority();
  }

  private static boolean isCompanion(Placement placement, Keeper keeper) {
    return keeper.companion().equals(Optional.of(placement.original()));
  }

  private Verdict verdict() {
    List<Rule> ahead = new ArrayList<>();
    for (Rung offender : ladder.offenders()) {
      ahead.add(offender.rule());
    }
    return new Verdict(
        Order.INVERTED, ahead, obstacles.overtaken(placements), obstacles.refusals());
  }

  private Plan unproven(String objection) {
    placements.clear();
    for (Rung offender : ladder.offenders()) {
      obstacles.refuse(offender, "the plan could not be proven safe: " + objection);
    }
    return Plan.nothing(ladder.family(), verdict());
  }
}
