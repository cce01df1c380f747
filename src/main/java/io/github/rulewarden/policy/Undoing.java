package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.memory.Memory;
import io.github.rulewarden.memory.Restored;
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
public final class Undoing {
  private static final String NO_PLACE = "there is no place for it where it came from";
  private static final String UNPROVEN = "moving it back could not be proven safe";

  private final Ladder ladder;
  private final Memory memory;
  private final Origins origins;
  private final Obstacles obstacles;
  private final List<String> remarks = new ArrayList<>();
  private Homeward way;

  /** The pairs go back from the rear to the front, each ahead of the one before. */
  private long ceiling = Long.MAX_VALUE;

  /**
   * What is to be done, by somebody with this memory.
   *
   * @param ladder recognised with the same memory
   */
  public Undoing(Ladder ladder, Memory memory, Policy policy) {
    this.ladder = ladder;
    this.memory = memory;
    this.origins = new Origins(ladder, memory);
    this.obstacles = new Obstacles(ladder);
    this.way = Homeward.nowhere(ladder);
    for (Pair pair : ladder.pairs().reversed()) {
      putBack(pair);
    }
    for (Rung rung : ladder.rungs()) {
      putAway(rung);
    }
    for (Refusal refusal : obstacles.refusals()) {
      remarks.add("`" + refusal.rule() + "` stays where it is: " + refusal.reason() + ".");
    }
    remarkOnTheUnmoved(new Band(ladder, policy.vpn().priorities()));
  }

  /** What puts the moved rules back; the refusals tell which of them stay, and why. */
  public Plan plan() {
    Order order = ladder.hasLookup() ? Order.RIGHT : Order.NO_TAILSCALE;
    return way.plan(new Verdict(order, List.of(), List.of(), obstacles.refusals()));
  }

  /** Rulewarden's own rules that are to go when the plan has been carried out, in this order. */
  public List<Rule> owned() {
    List<Rule> owned = new ArrayList<>();
    for (Rung rung : way.owned()) {
      owned.add(rung.rule());
    }
    return owned;
  }

  /** Sentences on what does not come to be exactly where it was. */
  public List<String> remarks() {
    return List.copyOf(remarks);
  }

  private void putBack(Pair pair) {
    Optional<Rung> companion = pair.companion();
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
  private void putBack(Rung companion, Rung capture) {
    if (isRestored(capture)) {
      obstacles.refuse(companion, "its capture was put back behind it and stays, too");
    } else {
      moveTo(companion, origins.placeFor(companion, capture.rule().priority()));
    }
  }

  /**
   * The pair of an equal capture ahead that was not moved: its owner's new one, or one that was put
   * back already.
   */
  private Optional<Pair> equalAtHome(Rung capture) {
    for (Pair other : ladder.pairs()) {
      Rung ahead = other.capture();
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
    List<Rung> redundant = new ArrayList<>(List.of(pair.capture()));
    List<Placement> placements = new ArrayList<>();
    if (pair.companion().filter(this::isOurDoing).isPresent()) {
      Rung companion = pair.companion().get();
      OptionalLong place = origins.placeAhead(companion, equal.capture().rule().priority());
      if (equal.companion().isPresent()) {
        redundant.add(companion);
      } else if (place.isPresent()) {
        placements.add(Placement.of(companion, place.getAsLong()));
      }
    }
    if (attempt(pair.capture(), placements, redundant)) {
      Rung front = equal.companion().orElse(equal.capture());
      ceiling = Math.min(ceiling, front.rule().priority());
    }
  }

  private void move(Pair pair) {
    OptionalLong place = origins.placeFor(pair.capture(), ceiling);
    if (place.isEmpty() || pair.companion().isEmpty()) {
      moveTo(pair.capture(), place);
      return;
    }
    Rung companion = pair.companion().get();
    if (!isOurDoing(companion)) {
      leaveCompanion(pair.capture(), companion, place.getAsLong());
      return;
    }
    OptionalLong ahead = origins.placeAhead(companion, place.getAsLong());
    if (ahead.isEmpty()) {
      obstacles.refuse(pair.capture(), NO_PLACE);
      return;
    }
    Placement first = Placement.of(companion, ahead.getAsLong());
    Placement second = Placement.of(pair.capture(), place.getAsLong());
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
  private void leaveCompanion(Rung capture, Rung companion, long place) {
    if (companion.rule().priority() <= place) {
      moveTo(capture, OptionalLong.of(place));
    } else {
      obstacles.refuse(
          capture,
          "nobody moved its suppress rule `" + companion.rule() + "`, which would be behind it");
    }
  }

  private void moveTo(Rung rung, OptionalLong place) {
    if (place.isEmpty()) {
      obstacles.refuse(rung, NO_PLACE);
      return;
    }
    Placement placement = Placement.of(rung, place.getAsLong());
    if (attempt(rung, List.of(placement), List.of())) {
      if (rung.role() == Role.VPN_CAPTURE) {
        ceiling = place.getAsLong();
      }
      remarkOn(placement);
    }
  }

  /** Decides so if it can be done and proven; else the rule that it is about stays. */
  private boolean attempt(Rung rung, List<Placement> placements, List<Rung> redundant) {
    boolean isAllowed = true;
    for (Placement placement : placements) {
      isAllowed &= obstacles.allowDeleting(placement.original());
    }
    for (Rung one : redundant) {
      isAllowed &= obstacles.allowDeleting(one);
    }
    if (!isAllowed) {
      return false;
    }
    Optional<Homeward> further = way.with(placements, redundant);
    if (further.isEmpty()) {
      obstacles.refuse(rung, UNPROVEN);
      return false;
    }
    way = further.get();
    for (Placement placement : placements) {
      origins.take(placement.copy());
    }
    return true;
  }

  /** Lets what Rulewarden invented go, and what an interruption left of a pair that is home. */
  private void putAway(Rung rung) {
    boolean isLeftOver = !way.moves(rung) && origins.isHome(rung);
    if (rung.role() == Role.OWNED || isLeftOver) {
      if (obstacles.allowDeleting(rung)) {
        Optional<Homeward> further = way.without(rung);
        further.ifPresentOrElse(next -> way = next, () -> obstacles.refuse(rung, UNPROVEN));
      }
    } else if (!rung.role().isVpn() && origins.isMoved(rung)) {
      obstacles.refuse(rung, "it is no VPN's rule any more");
    }
  }

  private void remarkOn(Placement placement) {
    long origin = origins.of(placement.original()).orElse(placement.copy().priority());
    if (placement.copy().priority() != origin) {
      remarks.add(
          "`"
              + placement.original().rule()
              + "` goes to "
              + placement.copy().priority()
              + " instead of "
              + origin
              + ", where it came from.");
    }
  }

  /** A rule of a VPN that stands where moved ones go, though nobody knows of a move. */
  private void remarkOnTheUnmoved(Band band) {
    for (Pair pair : ladder.pairs()) {
      Rung capture = pair.capture();
      if (band.contains(capture) && !origins.isMoved(capture)) {
        remarks.add(
            "`" + capture.rule() + "` stays where it is: nobody is known to have moved it.");
      }
    }
  }

  private boolean isOurDoing(Rung rung) {
    return origins.isMoved(rung) || isRestored(rung);
  }

  private boolean isRestored(Rung rung) {
    for (Restored restored : memory.restored()) {
      if (restored.rule().equals(rung.rule())) {
        return true;
      }
    }
    return false;
  }
}
