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
final class Deduplication {
  private final Ladder ladder;
  private final PriorityRange range;
  private final MoveGuard guard;
  private final List<Pair> keepers = new ArrayList<>();
  private final List<Ladder.Entry> redundant = new ArrayList<>();

  Deduplication(Ladder ladder, PriorityRange range, MoveGuard guard) {
    this.ladder = ladder;
    this.range = range;
    this.guard = guard;
    List<Pair> stuck = new ArrayList<>();
    for (Pair pair : ladder.pairs()) {
      if (hasToGo(pair) && !guard.allowDeleting(pair)) {
        stuck.add(keeperOf(pair));
      }
    }
    for (Pair pair : ladder.pairs()) {
      if (keeperOf(pair).equals(pair) && !stuck.contains(pair)) {
        keepers.add(pair);
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
      } else if (isTornApart(pair) && guard.allowDeleting(pair.companion().orElseThrow())) {
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
  List<Pair> keepers() {
    return keepers;
  }

  /** The rules that can be deleted without a copy: an equal one is kept. */
  List<Ladder.Entry> redundant() {
    return redundant;
  }

  private Pair keeperOf(Pair pair) {
    Pair keeper = pair;
    boolean isFirst = true;
    for (Pair other : ladder.pairs()) {
      Ladder.Entry capture = other.capture();
      if (capture.rule().isSameElsewhere(pair.capture().rule())) {
        boolean isBetter = ladder.offends(keeper.capture()) && !ladder.offends(capture);
        if (isFirst || isBetter || range.contains(capture)) {
          keeper = other;
        }
        isFirst = false;
      }
    }
    return keeper;
  }

  private void dropCompanion(Pair pair, Pair keeper) {
    if (pair.companion().isPresent()) {
      Ladder.Entry companion = pair.companion().get();
      int index = indexOf(keeper.capture());
      Optional<Ladder.Entry> present = keepers.get(index).companion();
      if (present.isEmpty() || isOnItsWay(keeper)) {
        keepers.set(index, new Pair(keeper.capture(), pair.companion()));
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

  private int indexOf(Ladder.Entry capture) {
    for (int index = 0; index < keepers.size(); index++) {
      if (keepers.get(index).capture().equals(capture)) {
        return index;
      }
    }
    throw new IllegalStateException(capture + " is not kept");
  }

  /** A companion too many is what an interrupted repair leaves last. */
  private void dropSurplus() {
    for (Ladder.Entry entry : ladder.entries()) {
      if (entry.role() == Role.VPN_SUPPRESS
          && (ladder.offends(entry) || range.contains(entry))
          && !ladder.isCompanion(entry)
          && guard.allowDeleting(entry)) {
        redundant.add(entry);
      }
    }
  }
}
