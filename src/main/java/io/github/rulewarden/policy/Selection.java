package io.github.rulewarden.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which of the VPN's rules are kept and which are one too many.
 *
 * <p>Of captures that are equal but for their priority one is kept: of those in the band the
 * rearmost, else one behind Tailscale's first lookup, else the frontmost. That is the one that an
 * interrupted repair would have left, whatever the step it was interrupted at. Its equals ahead of
 * it go; equals behind it are somebody's own affair. If one that has to go cannot, all stay.
 */
final class Selection {
  private final Ladder ladder;
  private final Band band;
  private final Obstacles obstacles;
  private final List<Keeper> keepers = new ArrayList<>();
  private final List<Rung> redundant = new ArrayList<>();

  Selection(Ladder ladder, Band band, Obstacles obstacles) {
    this.ladder = ladder;
    this.band = band;
    this.obstacles = obstacles;
    List<Pair> stuck = new ArrayList<>();
    for (Pair pair : ladder.pairs()) {
      if (hasToGo(pair) && !obstacles.allowDeleting(pair)) {
        stuck.add(keeperOf(pair));
      }
    }
    for (Pair pair : ladder.pairs()) {
      if (keeperOf(pair).equals(pair) && !stuck.contains(pair)) {
        keepers.add(new Keeper(pair.capture(), pair.companion()));
      }
    }
    for (Pair pair : ladder.pairs()) {
      Pair keeper = keeperOf(pair);
      if (stuck.contains(keeper)) {
        continue;
      }
      if (hasToGo(pair)) {
        redundant.add(pair.capture());
        dropCompanion(pair, keeper);
      } else if (isTornApart(pair) && obstacles.allowDeleting(pair.companion().orElseThrow())) {
        dropCompanion(pair, keeper);
      }
    }
    dropSurplus();
  }

  /** Whether an equal of the one that is kept stays, but cannot have what belongs to it. */
  private boolean isTornApart(Pair pair) {
    return !keeperOf(pair).equals(pair)
        && !ladder.offends(pair.capture())
        && pair.companion().filter(ladder::offends).isPresent();
  }

  private boolean hasToGo(Pair pair) {
    Pair keeper = keeperOf(pair);
    boolean isAhead = pair.capture().place() < keeper.capture().place();
    return !keeper.equals(pair) && (ladder.offends(pair.capture()) || isAhead);
  }

  /** The captures that are kept, in ladder order. */
  List<Keeper> keepers() {
    return keepers;
  }

  /** The rules that can be deleted without a copy: an equal one is kept. */
  List<Rung> redundant() {
    return redundant;
  }

  private Pair keeperOf(Pair pair) {
    Pair keeper = pair;
    boolean isFirst = true;
    for (Pair other : ladder.pairs()) {
      Rung capture = other.capture();
      if (capture.rule().isSameElsewhere(pair.capture().rule())) {
        boolean isBetter = ladder.offends(keeper.capture()) && !ladder.offends(capture);
        if (isFirst || isBetter || band.contains(capture)) {
          keeper = other;
        }
        isFirst = false;
      }
    }
    return keeper;
  }

  private void dropCompanion(Pair pair, Pair keeper) {
    if (pair.companion().isPresent()) {
      Rung companion = pair.companion().get();
      int index = indexOf(keeper.capture());
      Optional<Rung> present = keepers.get(index).companion();
      if (present.isEmpty() || isOnItsWay(keeper)) {
        keepers.set(index, new Keeper(keeper.capture(), pair.companion()));
      } else if (present.get().rule().isSameElsewhere(companion.rule())) {
        redundant.add(companion);
      }
      // Else it is somebody else's rule once its own capture is gone.
    }
  }

  /**
   * Whether a keeper stands in its place and its companion does not yet. Then that is no copy, but
   * an original like that of the pair that goes, and belongs to some capture further behind.
   */
  private boolean isOnItsWay(Pair keeper) {
    return !ladder.offends(keeper.capture())
        && keeper.companion().isPresent()
        && ladder.offends(keeper.companion().get());
  }

  private int indexOf(Rung capture) {
    for (int index = 0; index < keepers.size(); index++) {
      if (keepers.get(index).capture().equals(capture)) {
        return index;
      }
    }
    throw new IllegalStateException(capture + " is not kept");
  }

  /** A companion too many is what an interrupted repair leaves last. */
  private void dropSurplus() {
    for (Rung rung : ladder.rungs()) {
      if (rung.role() == Role.VPN_SUPPRESS
          && (ladder.offends(rung) || band.contains(rung))
          && !ladder.isCompanion(rung)
          && obstacles.allowDeleting(rung)) {
        redundant.add(rung);
      }
    }
  }
}
