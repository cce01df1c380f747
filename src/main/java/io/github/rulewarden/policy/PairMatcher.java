package io.github.rulewarden.policy;

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
 * Finds which suppress rule belongs to which capture, in one walk down the ladder.
 *
 * <p>All suppress rules look alike, so place decides: one belongs to the next capture behind it if
 * nobody else's rule stands between, or if its priority is one lower. Each capture has one at most,
 * the nearest; so has a rule of somebody else's with a capture's looks: the tunnel behind its table
 * may not be there yet.
 *
 * <p>Where place does not tell, memory may: a capture that was moved without a companion gets the
 * suppress rule that then comes to where it stood, however many rules of somebody else's lie
 * between; wg-quick adds the two one after the other, and a repair may come in between. And one
 * that a repair had begun to delete, and whose like its capture has, is the VPN's; so is one that
 * comes for a duplicate that was deleted ({@link Duplicates}). Every other is somebody else's.
 */
final class PairMatcher {
  private final List<Ladder.Entry> entries = new ArrayList<>();
  private final List<Pair> pairs = new ArrayList<>();

  /**
   * Suppress rules without a capture so far, nearest last; among those ahead of {@link #reach} only
   * by priority.
   */
  private final List<Ladder.Entry> waiting = new ArrayList<>();

  /**
   * Suppress rules of others' rules with a capture's looks: a VPN's, perhaps, whose tunnel is not
   * there yet.
   */
  private final List<Ladder.Entry> lent = new ArrayList<>();

  /** Suppress rules from this place on have only the VPN's and Tailscale's rules behind them. */
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
          nearest(suppress -> fits(suppress, entry)).ifPresent(lent::add);
        }
        reach = entry.place() + 1;
      }
    }
  }

  Ladder ladder(Family family) {
    claimLent();
    for (Rule duplicate : saved.duplicates()) {
      keepOtherHalf(duplicate);
    }
    for (Ladder.Entry suppress : lent) {
      giveAway(suppress);
    }
    for (Ladder.Entry surplus : waiting) {
      if (!isLeftBehind(surplus)) {
        giveAway(surplus);
      }
    }
    return new Ladder(family, entries, pairs);
  }

  /** What came to where a capture was moved away from is that capture's, if it has none. */
  private void claimLent() {
    for (int i = 0; i < pairs.size(); i++) {
      Ladder.Entry capture = pairs.get(i).capture();
      if (pairs.get(i).companion().isEmpty()) {
        for (Ladder.Entry suppress : lent) {
          if (isBesideOrigin(suppress.rule(), capture.rule())) {
            pairs.set(i, new Pair(capture, Optional.of(suppress)));
          }
        }
        pairs.get(i).companion().ifPresent(lent::remove);
      }
    }
  }

  private void giveAway(Ladder.Entry suppress) {
    entries.set(suppress.place(), new Ladder.Entry(suppress.place(), suppress.rule(), Role.OTHER));
  }

  /**
   * What a repair had begun to delete belongs together. For every other capture such a suppress
   * rule comes last, but it comes: a capture that has none would take the LAN's traffic, and it may
   * be a new rule that has come to the place of the old one.
   */
  private Optional<Ladder.Entry> takeCompanion(Ladder.Entry capture) {
    Optional<Ladder.Entry> companion =
        nearest(suppress -> fits(suppress, capture) && isToStay(suppress) == isToStay(capture));
    return companion
        .or(() -> nearest(suppress -> isLatecomer(suppress.rule(), capture.rule())))
        .or(() -> nearest(suppress -> fits(suppress, capture)));
  }

  /** Takes the nearest of those that wait and are wanted. */
  private Optional<Ladder.Entry> nearest(Predicate<Ladder.Entry> wanted) {
    for (int i = waiting.size() - 1; i >= 0; i--) {
      if (wanted.test(waiting.get(i))) {
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

  private boolean isLeaving(Ladder.Entry entry) {
    return saved.pendingDeletes().contains(entry.rule());
  }

  /** What was moved counts until it is gone: an undo that was interrupted is begun anew. */
  private boolean isToStay(Ladder.Entry entry) {
    return !isLeaving(entry) || saved.originOf(entry.rule()).isPresent();
  }

  private boolean isLatecomer(Rule suppress, Rule capture) {
    return isBesideOrigin(suppress, capture) || isAtFarEnd(suppress, capture);
  }

  /**
   * Whether a suppress rule came to where a capture stood before it was moved alone: to its
   * priority, or to one next to it if the capture was still there when the kernel chose.
   */
  private boolean isBesideOrigin(Rule suppress, Rule capture) {
    OptionalLong origin = originOf(capture, suppress);
    return origin.isPresent()
        && Math.abs(origin.getAsLong() - suppress.priority()) <= 1
        && !saved.independent().contains(suppress);
  }

  /**
   * Whether a suppress rule came to the far end of the gap that began where a capture stood: what
   * stood right behind was moved away as well. What was seen before that did not come then.
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

  /** The last of the priorities from {@code origin} on that rules were moved away from. */
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
   * has a companion already, the suppress rule is the VPN's all the same, as a surplus one.
   */
  private void keepOtherHalf(Rule duplicate) {
    if (!Duplicates.isGone(duplicate, entries) || isAnswered(duplicate)) {
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

  /** Whether what came for a duplicate is the companion of the capture that was kept already. */
  private boolean isAnswered(Rule duplicate) {
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
            Duplicates.isOtherHalf(suppress, duplicate, entries, saved) && suits(suppress, pair);
    return nearest(isOtherHalf).or(() -> takeBack(isOtherHalf, duplicate));
  }

  private static boolean suits(Ladder.Entry suppress, Pair pair) {
    return pair.companion().isPresent()
        ? pair.companion().get().rule().isSameElsewhere(suppress.rule())
        : suppress.place() < pair.capture().place();
  }

  /**
   * Takes a suppress rule back from somebody else's capture. If that capture stands behind the
   * duplicate's place it was there before the duplicate. A newer one would stand at that place or
   * ahead of it, and may need the suppress rule.
   */
  private Optional<Ladder.Entry> takeBack(Predicate<Ladder.Entry> wanted, Rule duplicate) {
    for (Ladder.Entry suppress : lent) {
      if (wanted.test(suppress) && lookAlikeBehind(suppress) > duplicate.priority()) {
        lent.remove(suppress);
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

  private boolean isLeftBehind(Ladder.Entry surplus) {
    return isLeaving(surplus) && isSomeCapturesOwn(surplus.rule());
  }

  private boolean isSomeCapturesOwn(Rule suppress) {
    for (Pair pair : pairs) {
      if (pair.companion().isPresent() && pair.companion().get().rule().isSameElsewhere(suppress)) {
        return true;
      }
    }
    return false;
  }
}
