package io.github.rulewarden.policy;

import io.github.rulewarden.policy.Intervention.Move;
import io.github.rulewarden.state.RestoredRule;
import io.github.rulewarden.state.SavedState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Takes back what Rulewarden did to one family's rules: each VPN rule that was moved goes to where
 * it came from, and what Rulewarden invented goes.
 *
 * <p>Only memory tells what was moved. The pairs keep their order: each newer tunnel came to where
 * the one before had been moved away from, and now stands ahead of that one again. A pair stays
 * together: wg-quick adds the capture first, so that with a repair in between its two halves may
 * have come from the very same priority.
 *
 * <p>As much goes back as can be proven safe ({@link Proof}).
 */
public final class UndoPlanner {
  private static final String NO_PLACE = "there is no place for it where it came from";
  private static final String UNPROVEN = "moving it back could not be proven safe";

  private final Ladder ladder;
  private final SavedState saved;
  private final OriginalPlaces origins;
  private final MoveGuard guard;
  private final List<String> remarks = new ArrayList<>();
  private UndoDraft draft;

  /** The pairs go back from the rear to the front, each ahead of the one before. */
  private long ceiling = Long.MAX_VALUE;

  /**
   * What is to be done, by somebody with this memory.
   *
   * @param ladder recognised with the same memory
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
      putAway(entry);
    }
    for (Refusal refusal : guard.refusals()) {
      remarks.add("`" + refusal.rule() + "` stays where it is: " + refusal.reason() + ".");
    }
    remarkOnTheUnmoved(new PriorityRange(ladder, policy.vpn().priorities()));
  }

  /** What is to be done; the refusals tell which of the moved rules stay, and why. */
  public Plan plan() {
    Order order = ladder.hasLookup() ? Order.RIGHT : Order.NO_TAILSCALE;
    return draft.plan(new Verdict(order, List.of(), List.of(), guard.refusals()));
  }

  /** Sentences on what does not come to be exactly where it was. */
  public List<String> remarks() {
    return List.copyOf(remarks);
  }

  private void putBack(Pair pair) {
    Optional<Ladder.Entry> companion = pair.companion();
    if (origins.isMoved(pair.capture())) {
      Optional<Pair> equal = equalAtHome(pair.capture());
      if (equal.isPresent()) {
        drop(pair, equal.get());
      } else {
        move(pair);
      }
    } else if (companion.filter(origins::isMoved).isPresent()) {
      putBack(companion.get(), pair.capture());
    }
  }

  /** A companion whose capture was not moved. */
  private void putBack(Ladder.Entry companion, Ladder.Entry capture) {
    if (isRestored(capture)) {
      guard.refuse(companion, "its capture was put back behind it and stays, too");
    } else {
      moveTo(companion, origins.placeFor(companion, capture.rule().priority()));
    }
  }

  /**
   * The pair of an equal capture ahead that was not moved: its owner's new one, or one that was put
   * back already.
   */
  private Optional<Pair> equalAtHome(Ladder.Entry capture) {
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

  /** Lets a pair go, or what its equal does not need of it. */
  private void drop(Pair pair, Pair equal) {
    List<Ladder.Entry> redundant = new ArrayList<>(List.of(pair.capture()));
    List<Move> moves = new ArrayList<>();
    if (pair.companion().filter(this::isOurDoing).isPresent()) {
      Ladder.Entry companion = pair.companion().get();
      OptionalLong place = origins.placeAhead(companion, equal.capture().rule().priority());
      if (equal.companion().isPresent()) {
        redundant.add(companion);
      } else if (place.isPresent()) {
        moves.add(Move.to(companion, place.getAsLong()));
      }
    }
    if (attempt(pair.capture(), moves, redundant)) {
      Ladder.Entry front = equal.companion().orElse(equal.capture());
      ceiling = Math.min(ceiling, front.rule().priority());
    }
  }

  private void move(Pair pair) {
    OptionalLong place = origins.placeFor(pair.capture(), ceiling);
    if (place.isEmpty() || pair.companion().isEmpty()) {
      moveTo(pair.capture(), place);
      return;
    }
    Ladder.Entry companion = pair.companion().get();
    if (!isOurDoing(companion)) {
      leaveCompanion(pair.capture(), companion, place.getAsLong());
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
      // Half-built pairs come one half after the other to the very same place.
      if (origins.of(companion).orElse(place.getAsLong()) < place.getAsLong()) {
        remarkOn(first);
      }
    }
  }

  /** A suppress rule that somebody else put where it stands: it stays there, and stays ahead. */
  private void leaveCompanion(Ladder.Entry capture, Ladder.Entry companion, long place) {
    if (companion.rule().priority() <= place) {
      moveTo(capture, OptionalLong.of(place));
    } else {
      guard.refuse(
          capture,
          "nobody moved its suppress rule `" + companion.rule() + "`, which would be behind it");
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

  /** Decides so if it can be done and proven; else the rule that it is about stays. */
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
    Optional<UndoDraft> further = draft.with(moves, redundant);
    if (further.isEmpty()) {
      guard.refuse(entry, UNPROVEN);
      return false;
    }
    draft = further.get();
    for (Move move : moves) {
      origins.take(move.copy());
    }
    return true;
  }

  /** Lets what Rulewarden invented go, and what an interruption left of a pair that is home. */
  private void putAway(Ladder.Entry entry) {
    boolean isLeftOver = !draft.moves(entry) && origins.isHome(entry);
    if (entry.role() == Role.OWNED || isLeftOver) {
      if (guard.allowDeleting(entry)) {
        Optional<UndoDraft> further = draft.without(entry);
        further.ifPresentOrElse(next -> draft = next, () -> guard.refuse(entry, UNPROVEN));
      }
    } else if (!entry.role().isVpn() && origins.isMoved(entry)) {
      guard.refuse(entry, "it is no VPN's rule any more");
    }
  }

  private void remarkOn(Move move) {
    long origin = origins.of(move.original()).orElse(move.copy().priority());
    if (move.copy().priority() != origin) {
      remarks.add(
          "`"
              + move.original().rule()
              + "` goes to "
              + move.copy().priority()
              + " instead of "
              + origin
              + ", where it came from.");
    }
  }

  /** A rule of a VPN that stands where moved ones go, though nobody knows of a move. */
  private void remarkOnTheUnmoved(PriorityRange range) {
    for (Pair pair : ladder.pairs()) {
      Ladder.Entry capture = pair.capture();
      if (range.contains(capture) && !origins.isMoved(capture)) {
        remarks.add(
            "`" + capture.rule() + "` stays where it is: nobody is known to have moved it.");
      }
    }
  }

  private boolean isOurDoing(Ladder.Entry entry) {
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
