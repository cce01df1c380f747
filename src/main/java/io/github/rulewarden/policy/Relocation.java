package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.policy.Intervention.Move;
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
  private final PriorityRange range;
  private final MoveGuard guard;
  private final Deduplication deduplication;

  /** The pairs that need a slot, in ladder order. */
  private final List<Pair> homeless = new ArrayList<>();

  private final List<Move> moves = new ArrayList<>();

  /** The kept captures that stand in the band and stay there, in ladder order. */
  private final List<Pair> standing = new ArrayList<>();

  Relocation(Ladder ladder, Policy policy) {
    this.ladder = ladder;
    this.range = new PriorityRange(ladder, policy.vpn().priorities());
    this.guard = new MoveGuard(ladder);
    this.deduplication = new Deduplication(ladder, range, guard);
  }

  Plan plan() {
    for (Pair keeper : deduplication.keepers()) {
      place(keeper);
    }
    List<Ladder.Entry> redundant = deduplication.redundant();
    if (!homeless.isEmpty()) {
      giveSlots();
      if (guard.block(moves)) {
        moves.clear();
        redundant = List.of();
      }
    }
    Plan plan = Plan.of(ladder, Plan.Purpose.ORDER, interventions(redundant), verdict());
    Optional<String> objection = Proof.objection(ladder, plan);
    return objection.isEmpty() ? plan : unproven(objection.get());
  }

  /**
   * From the rear to the front, each capture before its companion. Should the rest never be added,
   * what is there is a half-built pair, which the next plan completes, and newer tunnels still find
   * room ahead of it.
   */
  private List<Intervention> interventions(List<Ladder.Entry> redundant) {
    List<Intervention> interventions = new ArrayList<>(moves.reversed());
    for (Ladder.Entry entry : redundant) {
      interventions.add(new Intervention.Drop(entry));
    }
    return interventions;
  }

  private void place(Pair keeper) {
    if (ladder.offends(keeper.capture())) {
      move(keeper);
    } else if (hasToCome(keeper)) {
      join(keeper);
    } else if (range.contains(keeper.capture())) {
      standing.add(keeper);
    }
  }

  /**
   * Whether the companion still stands ahead of Tailscale's lookup, or beside an equal of the
   * capture.
   */
  private boolean hasToCome(Pair keeper) {
    if (keeper.companion().isEmpty()) {
      return false;
    }
    Ladder.Entry companion = keeper.companion().get();
    return ladder.offends(companion) || !ladder.pairs().contains(keeper);
  }

  /** Brings a companion to its capture; where there is no place for it, both move. */
  private void join(Pair keeper) {
    Ladder.Entry companion = keeper.companion().orElseThrow();
    if (!guard.allowDeleting(companion)) {
      return;
    }
    Optional<Long> place = range.takePlaceFor(keeper.capture(), ladder);
    if (place.isEmpty()) {
      move(keeper);
      return;
    }
    moves.add(Move.to(companion, place.get()));
    if (range.contains(keeper.capture())) {
      standing.add(keeper);
    }
  }

  private void move(Pair keeper) {
    if (guard.allowDeleting(keeper)) {
      homeless.add(keeper);
    }
  }

  /**
   * Where there is no room ahead of the pairs that stand in the band, the first of them move too.
   */
  private void giveSlots() {
    Optional<List<PrioritySlot>> slots = slotsAheadOfStanding();
    while (slots.isEmpty() && !standing.isEmpty()) {
      Pair next = standing.removeFirst();
      moves.removeIf(move -> isCompanion(move, next));
      move(next);
      slots = slotsAheadOfStanding();
    }
    if (slots.isEmpty()) {
      for (Pair pair : homeless) {
        guard.refuse(pair.capture(), range.lackOfRoom());
      }
      return;
    }
    for (int i = 0; i < homeless.size(); i++) {
      Pair pair = homeless.get(i);
      PrioritySlot slot = slots.get().get(i);
      pair.companion().ifPresent(companion -> moves.add(Move.to(companion, slot.suppress())));
      moves.add(Move.to(pair.capture(), slot.capture()));
    }
  }

  private Optional<List<PrioritySlot>> slotsAheadOfStanding() {
    return standing.isEmpty()
        ? range.slots(homeless.size())
        : range.slotsBelow(front(standing.getFirst()), homeless.size());
  }

  /**
   * The first of the two priorities of a pair that stands; also while its companion is not there
   * yet.
   */
  private long front(Pair keeper) {
    Ladder.Entry first =
        hasToCome(keeper) ? keeper.capture() : keeper.companion().orElse(keeper.capture());
    return first.equals(keeper.capture()) ? first.rule().priority() - 1 : first.rule().priority();
  }

  private static boolean isCompanion(Move move, Pair keeper) {
    return keeper.companion().equals(Optional.of(move.original()));
  }

  private Verdict verdict() {
    List<Rule> ahead = new ArrayList<>();
    for (Ladder.Entry offender : ladder.offenders()) {
      ahead.add(offender.rule());
    }
    return new Verdict(Order.INVERTED, ahead, guard.overtaken(moves), guard.refusals());
  }

  private Plan unproven(String objection) {
    moves.clear();
    for (Ladder.Entry offender : ladder.offenders()) {
      guard.refuse(offender, "the plan could not be proven safe: " + objection);
    }
    return Plan.nothing(ladder.family(), Plan.Purpose.ORDER, verdict());
  }
}
