package io.github.rulewarden.policy.planner;

import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.classify.Pair;
import io.github.rulewarden.policy.classify.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides which of the VPN's rules are kept and which are redundant.
 *
 * <p>Of captures that differ only in priority, one is kept: the last one in the range for moved
 * rules, else one behind Tailscale's decisive lookup, else the first one. This choice is the
 * capture that an interrupted repair would keep, at whatever step it was interrupted. Equal
 * captures ahead of the kept one are deleted; those behind it are left alone. If one of them cannot
 * be deleted, all stay.
 */
final class Deduplication {
  private final Ladder ladder;
  private final PriorityRange range;
  private final MoveGuard guard;
  private final List<Pair> kept = new ArrayList<>();
  private final List<Ladder.Entry> redundant = new ArrayList<>();

  Deduplication(Ladder ladder, PriorityRange range, MoveGuard guard) {
    this.ladder = ladder;
    this.range = range;
    this.guard = guard;
    List<Pair> undeletable = new ArrayList<>();
    for (Pair pair : ladder.pairs()) {
      if (isRedundant(pair) && !guard.allowDeleting(pair)) {
        undeletable.add(keptEqualOf(pair));
      }
    }
    for (Pair pair : ladder.pairs()) {
      if (keptEqualOf(pair).equals(pair) && !undeletable.contains(pair)) {
        kept.add(pair);
      }
    }
    for (Pair pair : ladder.pairs()) {
      Pair keptPair = keptEqualOf(pair);
      if (undeletable.contains(keptPair)) {
        continue;
      }
      if (isRedundant(pair)) {
        redundant.add(pair.capture());
        dropCompanion(pair, keptPair);
      } else if (mustGiveUpCompanion(pair) && guard.allowDeleting(pair.companion().orElseThrow())) {
        dropCompanion(pair, keptPair);
      }
    }
    dropUnpairedSuppressRules();
  }

  /** Whether a capture stays beside its kept equal while its companion has to move. */
  private boolean mustGiveUpCompanion(Pair pair) {
    return !keptEqualOf(pair).equals(pair)
        && !ladder.offends(pair.capture())
        && pair.companion().filter(ladder::offends).isPresent();
  }

  private boolean isRedundant(Pair pair) {
    Pair keptPair = keptEqualOf(pair);
    boolean isAhead = pair.capture().place() < keptPair.capture().place();
    return !keptPair.equals(pair) && (ladder.offends(pair.capture()) || isAhead);
  }

  /** The pairs whose captures are kept, in ladder order. */
  List<Pair> kept() {
    return kept;
  }

  /** The rules that can be deleted without a copy, because an equal one is kept. */
  List<Ladder.Entry> redundant() {
    return redundant;
  }

  private Pair keptEqualOf(Pair pair) {
    Pair keptPair = pair;
    boolean isFirst = true;
    for (Pair other : ladder.pairs()) {
      Ladder.Entry capture = other.capture();
      if (capture.rule().isSameElsewhere(pair.capture().rule())) {
        boolean isBetter = ladder.offends(keptPair.capture()) && !ladder.offends(capture);
        if (isFirst || isBetter || range.contains(capture)) {
          keptPair = other;
        }
        isFirst = false;
      }
    }
    return keptPair;
  }

  private void dropCompanion(Pair pair, Pair keptPair) {
    if (pair.companion().isPresent()) {
      Ladder.Entry companion = pair.companion().get();
      int index = indexOf(keptPair.capture());
      Optional<Ladder.Entry> present = kept.get(index).companion();
      if (present.isEmpty() || hasMisplacedCompanion(keptPair)) {
        kept.set(index, new Pair(keptPair.capture(), pair.companion()));
      } else if (present.get().rule().isSameElsewhere(companion.rule())) {
        redundant.add(companion);
      }
      // Else it belongs to no VPN once its capture is deleted.
    }
  }

  /**
   * Whether a kept capture is in its place and its companion is not yet. Then the companion is not
   * a copy. It is an original, like that of the redundant pair, and belongs to a capture further
   * behind.
   */
  private boolean hasMisplacedCompanion(Pair keptPair) {
    return !ladder.offends(keptPair.capture())
        && keptPair.companion().isPresent()
        && ladder.offends(keptPair.companion().get());
  }

  private int indexOf(Ladder.Entry capture) {
    for (int index = 0; index < kept.size(); index++) {
      if (kept.get(index).capture().equals(capture)) {
        return index;
      }
    }
    throw new IllegalStateException(capture + " is not kept");
  }

  /** The last rule that an interrupted repair leaves is a suppress rule without a capture. */
  private void dropUnpairedSuppressRules() {
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
