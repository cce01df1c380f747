package io.github.rulewarden.policy.classify;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.state.MovedRule;
import io.github.rulewarden.state.SavedState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Finds which suppress rule belongs to which capture, in one pass over the ladder.
 *
 * <p>All suppress rules look alike, so the place decides: a suppress rule belongs to the next
 * capture behind it if no foreign rule stands between them, or if its priority is one lower. Each
 * capture has at most one, the nearest. A foreign rule with the form of a capture can have one too,
 * because its tunnel may not exist yet.
 *
 * <p>Where the place does not decide, the saved state may. A capture that was moved without a
 * companion gets the suppress rule that is later added where the capture stood, even if foreign
 * rules stand between them: wg-quick adds the two one after the other, and a repair may run in
 * between. A suppress rule that a repair had begun to delete, and whose equal its capture has,
 * belongs to the VPN; so does one that is added for a deleted duplicate ({@link Duplicates}). Every
 * other suppress rule is foreign.
 */
final class PairMatcher {
  private final List<Ladder.Entry> entries = new ArrayList<>();
  private final List<Pair> pairs = new ArrayList<>();

  /**
   * Suppress rules without a capture so far, nearest last. Those ahead of {@link #reach} match by
   * priority only.
   */
  private final List<Ladder.Entry> waiting = new ArrayList<>();

  /**
   * Suppress rules that belong to foreign rules with the form of a capture, perhaps of a VPN whose
   * tunnel does not exist yet.
   */
  private final List<Ladder.Entry> claimed = new ArrayList<>();

  /**
   * Between a suppress rule from this place on and the present entry, there are only rules of VPNs
   * and Tailscale.
   */
  private int reach;

  private final SavedState saved;

  PairMatcher(SavedState saved) {
    this.saved = saved;
  }

  void next(Ladder.Entry entry) {
    entries.add(entry);
    switch (entry.role()) {
      case VPN_SUPPRESS -> waiting.add(entry);
      case VPN_CAPTURE -> pairs.add(new Pair(entry, takeCompanion(entry)));
      case TAILSCALE_LOOKUP, TAILSCALE_BYPASS -> {}
      case KERNEL, OWNED, OTHER -> {
        if (RuleClassifier.looksLikeCapture(entry.rule())) {
          nearest(suppress -> fits(suppress, entry)).ifPresent(claimed::add);
        }
        reach = entry.place() + 1;
      }
    }
  }

  Ladder ladder(Family family) {
    reclaim();
    for (Rule duplicate : saved.duplicates()) {
      keepOtherHalf(duplicate);
    }
    for (Ladder.Entry suppress : claimed) {
      markAsOther(suppress);
    }
    for (Ladder.Entry surplus : waiting) {
      if (!isLeftOver(surplus)) {
        markAsOther(surplus);
      }
    }
    return new Ladder(family, entries, pairs);
  }

  /**
   * A suppress rule at the origin of a moved capture belongs to that capture if it has no
   * companion.
   */
  private void reclaim() {
    for (int i = 0; i < pairs.size(); i++) {
      Ladder.Entry capture = pairs.get(i).capture();
      if (pairs.get(i).companion().isEmpty()) {
        for (Ladder.Entry suppress : claimed) {
          if (isBesideOrigin(suppress.rule(), capture.rule())) {
            pairs.set(i, new Pair(capture, Optional.of(suppress)));
          }
        }
        pairs.get(i).companion().ifPresent(claimed::remove);
      }
    }
  }

  private void markAsOther(Ladder.Entry suppress) {
    entries.set(suppress.place(), new Ladder.Entry(suppress.place(), suppress.rule(), Role.OTHER));
  }

  /**
   * Rules that a repair had begun to delete belong together. Another capture takes such a suppress
   * rule only as the last choice: without one the capture would take LAN traffic, and the suppress
   * rule may be a new one at the same place.
   */
  private Optional<Ladder.Entry> takeCompanion(Ladder.Entry capture) {
    Optional<Ladder.Entry> companion =
        nearest(suppress -> fits(suppress, capture) && willStay(suppress) == willStay(capture));
    return companion
        .or(() -> nearest(suppress -> isLateCompanion(suppress.rule(), capture.rule())))
        .or(() -> nearest(suppress -> fits(suppress, capture)));
  }

  /** Takes the nearest of the waiting suppress rules that is wanted. */
  private Optional<Ladder.Entry> nearest(Predicate<Ladder.Entry> condition) {
    for (int i = waiting.size() - 1; i >= 0; i--) {
      if (condition.test(waiting.get(i))) {
        return Optional.of(waiting.remove(i));
      }
    }
    return Optional.empty();
  }

  private boolean fits(Ladder.Entry suppress, Ladder.Entry capture) {
    boolean isNextTo = suppress.rule().priority() == capture.rule().priority() - 1;
    boolean isWithinReach =
        suppress.place() >= reach && !saved.independent().contains(suppress.rule());
    return isNextTo || isWithinReach;
  }

  private boolean isPendingDelete(Ladder.Entry entry) {
    return saved.pendingDeletes().contains(entry.rule());
  }

  /** A moved rule counts until it is deleted: an interrupted undo starts again. */
  private boolean willStay(Ladder.Entry entry) {
    return !isPendingDelete(entry) || saved.originOf(entry.rule()).isPresent();
  }

  private boolean isLateCompanion(Rule suppress, Rule capture) {
    return isBesideOrigin(suppress, capture) || isAtFarEnd(suppress, capture);
  }

  /**
   * Whether a suppress rule was added where a capture stood before it was moved alone: at its
   * priority, or next to it if the capture was still there when the kernel chose the priority.
   */
  private boolean isBesideOrigin(Rule suppress, Rule capture) {
    OptionalLong origin = originOf(capture, suppress);
    return origin.isPresent()
        && Math.abs(origin.getAsLong() - suppress.priority()) <= 1
        && !saved.independent().contains(suppress);
  }

  /**
   * Whether a suppress rule was added at the far end of the gap that starts at a capture's origin:
   * the rules directly behind the capture were moved away as well. A suppress rule that was seen
   * earlier was not added then.
   */
  private boolean isAtFarEnd(Rule suppress, Rule capture) {
    OptionalLong origin = originOf(capture, suppress);
    return origin.isPresent()
        && suppress.priority() > origin.getAsLong()
        && suppress.priority() <= endOfGap(origin.getAsLong()) + 1
        && !saved.unclaimed().contains(suppress);
  }

  private OptionalLong originOf(Rule capture, Rule suppress) {
    return suppress.protocol() == capture.protocol()
        ? saved.originOf(capture)
        : OptionalLong.empty();
  }

  /**
   * The last of the consecutive priorities from {@code origin} on that rules were moved away from.
   */
  private long endOfGap(long origin) {
    long end = origin;
    while (isMovedFrom(end + 1)) {
      end++;
    }
    return end;
  }

  private boolean isMovedFrom(long priority) {
    for (MovedRule moved : saved.moves()) {
      if (moved.origin() == priority) {
        return true;
      }
    }
    return false;
  }

  /**
   * Pairs the suppress rule of a deleted duplicate with the capture that was kept. If that capture
   * already has a companion, the suppress rule is a redundant rule of the VPN.
   */
  private void keepOtherHalf(Rule duplicate) {
    if (!Duplicates.isGone(duplicate, entries) || isPaired(duplicate)) {
      return;
    }
    for (int i = 0; i < pairs.size(); i++) {
      Pair pair = pairs.get(i);
      if (pair.capture().rule().isSameElsewhere(duplicate)) {
        Optional<Ladder.Entry> otherHalf = takeOtherHalf(duplicate, pair);
        if (otherHalf.isPresent()) {
          pairs.set(i, new Pair(pair.capture(), pair.companion().or(() -> otherHalf)));
          return;
        }
      }
    }
  }

  /** Whether the other half of a duplicate is already the companion of the kept capture. */
  private boolean isPaired(Rule duplicate) {
    for (Pair pair : pairs) {
      if (pair.companion().isPresent()
          && pair.capture().rule().isSameElsewhere(duplicate)
          && Duplicates.isOtherHalf(pair.companion().get(), duplicate, entries, saved)) {
        return true;
      }
    }
    return false;
  }

  private Optional<Ladder.Entry> takeOtherHalf(Rule duplicate, Pair pair) {
    Predicate<Ladder.Entry> isOtherHalf =
        suppress ->
            Duplicates.isOtherHalf(suppress, duplicate, entries, saved) && canServe(suppress, pair);
    return nearest(isOtherHalf).or(() -> takeBack(isOtherHalf, duplicate));
  }

  private static boolean canServe(Ladder.Entry suppress, Pair pair) {
    return pair.companion().isPresent()
        ? pair.companion().get().rule().isSameElsewhere(suppress.rule())
        : suppress.place() < pair.capture().place();
  }

  /**
   * Takes a suppress rule back from a foreign rule with the form of a capture. If that rule stands
   * behind the duplicate's place, it existed before the duplicate. A newer one would stand at that
   * place or ahead of it, and may need the suppress rule.
   */
  private Optional<Ladder.Entry> takeBack(Predicate<Ladder.Entry> condition, Rule duplicate) {
    for (Ladder.Entry suppress : claimed) {
      if (condition.test(suppress) && lookAlikeBehind(suppress) > duplicate.priority()) {
        claimed.remove(suppress);
        return Optional.of(suppress);
      }
    }
    return Optional.empty();
  }

  private long lookAlikeBehind(Ladder.Entry suppress) {
    int place = suppress.place() + 1;
    while (entries.get(place).role().isVpn()
        || !RuleClassifier.looksLikeCapture(entries.get(place).rule())) {
      place++;
    }
    return entries.get(place).rule().priority();
  }

  private boolean isLeftOver(Ladder.Entry surplus) {
    return isPendingDelete(surplus) && equalsSomeCompanion(surplus.rule());
  }

  private boolean equalsSomeCompanion(Rule suppress) {
    for (Pair pair : pairs) {
      if (pair.companion().isPresent() && pair.companion().get().rule().isSameElsewhere(suppress)) {
        return true;
      }
    }
    return false;
  }
}
