package io.github.rulewarden.policy.planner;

import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.classify.Pair;
import io.github.rulewarden.policy.classify.Role;
import io.github.rulewarden.policy.plan.Intervention.Move;
import io.github.rulewarden.policy.plan.Order;
import io.github.rulewarden.policy.plan.Plan;
import io.github.rulewarden.policy.plan.Proof;
import io.github.rulewarden.policy.plan.Refusal;
import io.github.rulewarden.policy.plan.Remark;
import io.github.rulewarden.policy.plan.Verdict;
import io.github.rulewarden.state.RestoredRule;
import io.github.rulewarden.state.SavedState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Undoes Rulewarden's changes to one family's rules: each moved VPN rule is moved back to its
 * origin, and Rulewarden's own rules are removed.
 *
 * <p>Only the saved state shows which rules were moved. The pairs keep their order: a newer
 * tunnel's rules were added where an older tunnel's rules had been moved away, and end up ahead of
 * them again. A pair stays together: wg-quick adds the capture first, so with a repair in between,
 * both halves may have been moved from the same priority.
 *
 * <p>As many rules are moved back as can be proven safe ({@link Proof}).
 */
public final class UndoPlanner {
  private static final Refusal.Reason NO_PLACE = new Refusal.Reason.NoPriorityAtOrigin();
  private static final Refusal.Reason UNPROVEN = new Refusal.Reason.UndoIsUnproven();

  private final Ladder ladder;
  private final SavedState saved;
  private final OriginalPlaces origins;
  private final MoveGuard guard;
  private final List<Remark> remarks = new ArrayList<>();
  private UndoDraft draft;

  /** Pairs are moved back from the rear to the front, each ahead of the one before. */
  private long ceiling = Long.MAX_VALUE;

  /**
   * Plans the undo.
   *
   * @param ladder classified with the same saved state
   */
  public UndoPlanner(Ladder ladder, SavedState saved, Policy policy) {
    this.ladder = ladder;
    this.saved = saved;
    this.origins = new OriginalPlaces(ladder, saved);
    this.guard = new MoveGuard(ladder);
    this.draft = UndoDraft.nothing(ladder);
    for (Pair pair : ladder.pairs().reversed()) {
      putBack(pair);
    }
    for (Ladder.Entry entry : ladder.entries()) {
      removeOwn(entry);
    }
    for (Refusal refusal : guard.refusals()) {
      remarks.add(new Remark.Stays(refusal));
    }
    remarkOnUnrecorded(new PriorityRange(ladder, policy.vpn().priorities()));
  }

  /** The plan; its refusals list the moved rules that stay, with reasons. */
  public Plan plan() {
    Order order = ladder.hasLookup() ? Order.RIGHT : Order.NO_TAILSCALE;
    return draft.plan(new Verdict(order, List.of(), List.of(), guard.refusals()));
  }

  /** One remark for each rule that does not return exactly to its original place. */
  public List<Remark> remarks() {
    return List.copyOf(remarks);
  }

  private void putBack(Pair pair) {
    Optional<Ladder.Entry> companion = pair.companion();
    if (origins.isMoved(pair.capture())) {
      Optional<Pair> equal = unmovedEqual(pair.capture());
      if (equal.isPresent()) {
        drop(pair, equal.get());
      } else {
        move(pair);
      }
    } else if (companion.filter(origins::isMoved).isPresent()) {
      putBack(companion.get(), pair.capture());
    }
  }

  /** Moves back a companion whose capture was not moved. */
  private void putBack(Ladder.Entry companion, Ladder.Entry capture) {
    if (isRestored(capture)) {
      guard.refuse(companion, new Refusal.Reason.CaptureWasRestored());
    } else {
      moveTo(companion, origins.placeFor(companion, capture.rule().priority()));
    }
  }

  /**
   * The pair of an equal capture ahead that was not moved: a new one of its owner, or one that was
   * already moved back.
   */
  private Optional<Pair> unmovedEqual(Ladder.Entry capture) {
    for (Pair other : ladder.pairs()) {
      Ladder.Entry ahead = other.capture();
      if (ahead.place() < capture.place()
          && ahead.rule().isSameElsewhere(capture.rule())
          && !origins.isMoved(ahead)) {
        return Optional.of(other);
      }
    }
    return Optional.empty();
  }

  /** Drops a pair, except for a companion that the equal pair needs. */
  private void drop(Pair pair, Pair equal) {
    List<Ladder.Entry> redundant = new ArrayList<>(List.of(pair.capture()));
    List<Move> moves = new ArrayList<>();
    if (pair.companion().filter(this::isPlacedByRulewarden).isPresent()) {
      Ladder.Entry companion = pair.companion().get();
      OptionalLong place = origins.placeAhead(companion, equal.capture().rule().priority());
      if (equal.companion().isPresent()) {
        redundant.add(companion);
      } else if (place.isPresent()) {
        moves.add(Move.to(companion, place.getAsLong()));
      }
    }
    if (attempt(pair.capture(), moves, redundant)) {
      Ladder.Entry firstPriority = equal.companion().orElse(equal.capture());
      ceiling = Math.min(ceiling, firstPriority.rule().priority());
    }
  }

  private void move(Pair pair) {
    OptionalLong place = origins.placeFor(pair.capture(), ceiling);
    if (place.isEmpty() || pair.companion().isEmpty()) {
      moveTo(pair.capture(), place);
      return;
    }
    Ladder.Entry companion = pair.companion().get();
    if (!isPlacedByRulewarden(companion)) {
      moveBehind(pair.capture(), companion, place.getAsLong());
      return;
    }
    OptionalLong ahead = origins.placeAhead(companion, place.getAsLong());
    if (ahead.isEmpty()) {
      guard.refuse(pair.capture(), NO_PLACE);
      return;
    }
    Move first = Move.to(companion, ahead.getAsLong());
    Move second = Move.to(pair.capture(), place.getAsLong());
    if (attempt(pair.capture(), List.of(first, second), List.of())) {
      ceiling = ahead.getAsLong();
      remarkOn(second);
      // The halves of a half-built pair were added one after the other at the same priority.
      if (origins.of(companion).orElse(place.getAsLong()) < place.getAsLong()) {
        remarkOn(first);
      }
    }
  }

  /**
   * Moves a capture whose suppress rule was not placed by Rulewarden: the suppress rule stays, and
   * must stay ahead.
   */
  private void moveBehind(Ladder.Entry capture, Ladder.Entry companion, long place) {
    if (companion.rule().priority() <= place) {
      moveTo(capture, OptionalLong.of(place));
    } else {
      guard.refuse(capture, new Refusal.Reason.CompanionWouldBeBehind(companion.rule()));
    }
  }

  private void moveTo(Ladder.Entry entry, OptionalLong place) {
    if (place.isEmpty()) {
      guard.refuse(entry, NO_PLACE);
      return;
    }
    Move move = Move.to(entry, place.getAsLong());
    if (attempt(entry, List.of(move), List.of())) {
      if (entry.role() == Role.VPN_CAPTURE) {
        ceiling = place.getAsLong();
      }
      remarkOn(move);
    }
  }

  /** Adds changes to the draft if they are possible and proven; else the rule stays. */
  private boolean attempt(Ladder.Entry entry, List<Move> moves, List<Ladder.Entry> redundant) {
    boolean isAllowed = true;
    for (Move move : moves) {
      isAllowed &= guard.allowDeleting(move.original());
    }
    for (Ladder.Entry one : redundant) {
      isAllowed &= guard.allowDeleting(one);
    }
    if (!isAllowed) {
      return false;
    }
    Optional<UndoDraft> next = draft.with(moves, redundant);
    if (next.isEmpty()) {
      guard.refuse(entry, UNPROVEN);
      return false;
    }
    draft = next.get();
    for (Move move : moves) {
      origins.reserve(move.copy());
    }
    return true;
  }

  /**
   * Removes a rule of Rulewarden's own, or a rule that an interrupted undo left although its copy
   * already stands at its origin.
   */
  private void removeOwn(Ladder.Entry entry) {
    boolean isLeftOver = !draft.moves(entry) && origins.isCopyInPlace(entry);
    if (entry.role() == Role.OWNED || isLeftOver) {
      if (guard.allowDeleting(entry)) {
        Optional<UndoDraft> next = draft.without(entry);
        next.ifPresentOrElse(proven -> draft = proven, () -> guard.refuse(entry, UNPROVEN));
      }
    } else if (!entry.role().isVpn() && origins.isMoved(entry)) {
      guard.refuse(entry, new Refusal.Reason.IsNoLongerOfVpn());
    }
  }

  private void remarkOn(Move move) {
    long origin = origins.of(move.original()).orElse(move.copy().priority());
    if (move.copy().priority() != origin) {
      remarks.add(new Remark.GoesElsewhere(move.original().rule(), move.copy().priority(), origin));
    }
  }

  /**
   * Adds a remark for each VPN rule that stands in the range for moved rules although no move is
   * recorded.
   */
  private void remarkOnUnrecorded(PriorityRange range) {
    for (Pair pair : ladder.pairs()) {
      Ladder.Entry capture = pair.capture();
      if (range.contains(capture) && !origins.isMoved(capture)) {
        remarks.add(new Remark.IsUnrecorded(capture.rule()));
      }
    }
  }

  private boolean isPlacedByRulewarden(Ladder.Entry entry) {
    return origins.isMoved(entry) || isRestored(entry);
  }

  private boolean isRestored(Ladder.Entry entry) {
    for (RestoredRule restored : saved.restored()) {
      if (restored.rule().equals(entry.rule())) {
        return true;
      }
    }
    return false;
  }
}
