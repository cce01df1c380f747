package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The strategy {@link Strategy#RELOCATE}: which of the VPN's rules go where, and which are one too
 * many.
 *
 * <p>Each pair that stands ahead of Tailscale's lookup goes into a slot behind it, both halves
 * together. A capture that stands behind it already, equal but for its priority, is not moved a
 * second time: the one ahead is deleted. A companion that comes after its capture went (wg-quick
 * adds them one by one) is put directly in front of it.
 */
final class Relocation {
  private final Ladder ladder;
  private final Band band;
  private final Obstacles obstacles;
  private final List<Rung> offenders;

  /** Offenders that nothing has been decided about yet. */
  private final List<Rung> open;

  private final List<Move> moves = new ArrayList<>();
  private final List<Placement> placements = new ArrayList<>();
  private final List<Rung> redundant = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();

  Relocation(Ladder ladder, Policy policy) {
    this.ladder = ladder;
    this.band = new Band(ladder, policy.vpn().priorities());
    this.obstacles = new Obstacles(ladder);
    this.offenders = ladder.offenders();
    this.open = new ArrayList<>(offenders);
  }

  Plan plan() {
    for (Pair pair : ladder.pairs()) {
      decide(pair);
    }
    // What is left has a capture that has its own companion: an interrupted repair left it behind.
    for (Rung surplus : open) {
      if (isDeletable(surplus)) {
        redundant.add(surplus);
      }
    }
    if (!moves.isEmpty()) {
      giveSlots();
    }
    Plan plan = Steps.plan(ladder, placements, redundant, verdict());
    Optional<String> objection = Proof.objection(ladder, plan);
    return objection.isEmpty() ? plan : unproven(objection.get());
  }

  private void decide(Pair pair) {
    boolean captureOffends = open.remove(pair.capture());
    boolean companionOffends = pair.companion().isPresent() && open.remove(pair.companion().get());
    if (!captureOffends && !companionOffends) {
      return;
    }
    if (!isDeletable(pair.capture()) || !pair.companion().map(this::isDeletable).orElse(true)) {
      return;
    }
    if (!captureOffends) {
      pair.companion().ifPresent(companion -> join(pair, companion));
      return;
    }
    Optional<Pair> standing = equalBehindLookup(pair.capture());
    if (standing.isPresent()) {
      redundant.add(pair.capture());
      pair.companion().ifPresent(companion -> joinOrDrop(standing.get(), companion));
    } else if (!isAmongMoves(pair)) {
      moves.add(Move.of(pair));
    }
  }

  /** Whether an equal capture moves already; the frontmost of equals is the one that counts. */
  private boolean isAmongMoves(Pair pair) {
    for (int i = 0; i < moves.size(); i++) {
      Move move = moves.get(i);
      if (move.capture().rule().isSameElsewhere(pair.capture().rule())) {
        redundant.add(pair.capture());
        if (move.companion().isEmpty()) {
          moves.set(i, new Move(pair.companion(), move.capture()));
        } else {
          pair.companion().ifPresent(redundant::add);
        }
        return true;
      }
    }
    return false;
  }

  private Optional<Pair> equalBehindLookup(Rung capture) {
    for (Pair pair : ladder.pairs()) {
      if (pair.capture().place() > ladder.lastLookup()
          && pair.capture().rule().isSameElsewhere(capture.rule())) {
        return Optional.of(pair);
      }
    }
    return Optional.empty();
  }

  /** For the companion of a capture of which an equal stands behind the lookup. */
  private void joinOrDrop(Pair standing, Rung companion) {
    if (standing.companion().isEmpty()) {
      join(standing, companion);
    } else if (standing.companion().get().rule().isSameElsewhere(companion.rule())) {
      redundant.add(companion);
    }
    // Else the capture has another companion, and this one is somebody else's rule once its own
    // capture is gone.
  }

  /**
   * Puts a companion directly in front of its capture; where that place is not to be had, both
   * move.
   */
  private void join(Pair pair, Rung companion) {
    long inFront = pair.capture().rule().priority() - 1;
    if (band.isFree(inFront)) {
      placements.add(Placement.of(companion, inFront));
    } else if (isDeletable(pair.capture())) {
      moves.add(new Move(Optional.of(companion), pair.capture()));
    }
  }

  private void giveSlots() {
    Optional<List<Slot>> slots = band.slotsAhead(moves.size(), ladder);
    if (slots.isEmpty()) {
      renumber();
      slots = band.slotsForAll(moves.size());
    }
    if (slots.isEmpty()) {
      refuseMoves("there is no room for it in " + band.text() + "; widen vpn.priorities");
      return;
    }
    for (int i = 0; i < moves.size(); i++) {
      Move move = moves.get(i);
      Slot slot = slots.get().get(i);
      move.companion()
          .ifPresent(companion -> placements.add(Placement.of(companion, slot.suppress())));
      placements.add(Placement.of(move.capture(), slot.capture()));
    }
    List<Refusal> blocked = obstacles.beyondOtherRoutes(placements);
    if (!blocked.isEmpty()) {
      placements.clear();
      redundant.clear();
      refusals.addAll(blocked);
    }
  }

  /** Makes the pairs that stand in the band already move too, behind those that come new. */
  private void renumber() {
    for (Pair pair : ladder.pairs()) {
      boolean standsInBand =
          pair.capture().place() > ladder.lastLookup()
              && band.contains(pair.capture().rule().priority());
      if (standsInBand && !isMoving(pair) && isDeletable(pair.capture())) {
        moves.add(new Move(takeJoining(pair), pair.capture()));
      }
    }
  }

  private boolean isMoving(Pair pair) {
    for (Move move : moves) {
      if (move.capture().equals(pair.capture())) {
        return true;
      }
    }
    return false;
  }

  /**
   * The companion of a pair that has to move after all, also one that was to be put in front of it
   * where it stood.
   */
  private Optional<Rung> takeJoining(Pair pair) {
    long inFront = pair.capture().rule().priority() - 1;
    for (Placement placement : placements) {
      if (placement.copy().priority() == inFront) {
        placements.remove(placement);
        return Optional.of(placement.original());
      }
    }
    return pair.companion();
  }

  private boolean isDeletable(Rung rung) {
    Optional<Refusal> twin = obstacles.twinOf(rung);
    twin.filter(refusal -> !refusals.contains(refusal)).ifPresent(refusals::add);
    return twin.isEmpty();
  }

  private void refuseMoves(String reason) {
    for (Move move : moves) {
      refusals.add(new Refusal(move.capture().rule(), reason));
    }
  }

  private Verdict verdict() {
    List<Rule> ahead = new ArrayList<>();
    for (Rung offender : offenders) {
      ahead.add(offender.rule());
    }
    return new Verdict(Order.INVERTED, ahead, obstacles.overtaken(placements), refusals);
  }

  private Plan unproven(String objection) {
    placements.clear();
    for (Rung offender : offenders) {
      refusals.add(new Refusal(offender.rule(), "the plan could not be proven safe: " + objection));
    }
    return Plan.nothing(ladder.family(), verdict());
  }
}
