package io.github.rulewarden.policy.planner;

import io.github.rulewarden.fib.Action;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.RuleList;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.classify.Pair;
import io.github.rulewarden.state.SavedState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Where moved rules came from, and whether they can be moved back. */
final class OriginalPlaces {
  private final Ladder ladder;
  private final SavedState saved;
  private final Set<Long> gotoTargets = new HashSet<>();

  /** Rules that the undo adds before the next move. */
  private final List<Rule> planned = new ArrayList<>();

  OriginalPlaces(Ladder ladder, SavedState saved) {
    this.ladder = ladder;
    this.saved = saved;
    for (Ladder.Entry entry : ladder.entries()) {
      if (entry.rule().action() instanceof Action.Goto(long target)) {
        gotoTargets.add(target);
      }
    }
  }

  /** Records that the undo adds a rule. */
  void reserve(Rule copy) {
    planned.add(copy);
  }

  /** The priority that a rule was moved from; empty if it was not moved, or stands there again. */
  OptionalLong of(Ladder.Entry entry) {
    OptionalLong origin = saved.originOf(entry.rule());
    boolean isBack = origin.isPresent() && origin.getAsLong() == entry.rule().priority();
    return isBack ? OptionalLong.empty() : origin;
  }

  boolean isMoved(Ladder.Entry entry) {
    return of(entry).isPresent();
  }

  /**
   * The priority for a moved rule: its origin, behind any other rules there; else the nearest one
   * ahead of it that passes no other rule. Empty if there is none.
   *
   * @param ceiling the result is lower than this priority
   */
  OptionalLong placeFor(Ladder.Entry entry, long ceiling) {
    long origin = of(entry).orElseThrow();
    if (isCopyInPlace(entry)) {
      return OptionalLong.of(origin);
    }
    long priority = Math.min(origin, ceiling - 1);
    while (priority >= 0 && !fits(entry, priority)) {
      priority = at(priority).isEmpty() ? priority - 1 : -1;
    }
    return priority < 0 ? OptionalLong.empty() : OptionalLong.of(priority);
  }

  /**
   * The priority for a suppress rule whose capture is moved to {@code capture}: its origin, else
   * directly ahead of its capture; empty if there is none.
   */
  OptionalLong placeAhead(Ladder.Entry companion, long capture) {
    OptionalLong origin = of(companion);
    if (origin.isPresent()
        && origin.getAsLong() <= capture
        && isReusable(companion.rule().at(origin.getAsLong()))) {
      return origin;
    }
    if (origin.isPresent()
        && origin.getAsLong() < capture
        && isWithinReach(origin.getAsLong(), capture)
        && fits(companion, origin.getAsLong())) {
      return origin;
    }
    if (capture > 0 && isFreeFor(companion, capture - 1)) {
      return OptionalLong.of(capture - 1);
    }
    return fits(companion, capture) ? OptionalLong.of(capture) : OptionalLong.empty();
  }

  private boolean isFreeFor(Ladder.Entry mover, long priority) {
    Rule copy = mover.rule().at(priority);
    List<Rule> present = at(priority);
    boolean isFree = present.isEmpty() || (present.equals(List.of(copy)) && isReusable(copy));
    return isFree && fits(mover, priority);
  }

  /**
   * Whether {@code PairMatcher} would recognise the two as a pair: no foreign rule stands between
   * them.
   */
  private boolean isWithinReach(long companion, long capture) {
    if (companion == capture - 1) {
      return true;
    }
    for (Ladder.Entry entry : ladder.entries()) {
      long priority = entry.rule().priority();
      boolean isBetween = companion < priority && priority <= capture;
      if (isBetween && !entry.role().isVpn() && !entry.role().isTailscale()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a rule can be added at a priority: it does not activate a goto, and a delete of it
   * cannot hit another rule there, or the other way round. An equal rule there is no obstacle if an
   * interrupted undo added it.
   */
  private boolean fits(Ladder.Entry mover, long priority) {
    List<Rule> present = at(priority);
    Rule copy = mover.rule().at(priority);
    for (Rule rule : present) {
      if (RuleList.firstHit(List.of(rule), copy) == 0
          || RuleList.firstHit(List.of(copy), rule) == 0) {
        return isReusable(copy);
      }
    }
    return !present.isEmpty() || !gotoTargets.contains(priority);
  }

  /** Whether an interrupted undo has already added the copy of a moved rule at its origin. */
  boolean isCopyInPlace(Ladder.Entry entry) {
    OptionalLong origin = of(entry);
    return origin.isPresent() && isLeftOver(entry.rule().at(origin.getAsLong()));
  }

  private boolean isLeftOver(Rule rule) {
    return saved.pendingDeletes().contains(rule)
        && !planned.contains(rule)
        && at(rule.priority()).contains(rule);
  }

  /**
   * Whether a left-over rule can be used as the copy. This is certain if an undo added it, because
   * an undo records the origin of its copies; a rule that a repair left may be in use.
   */
  private boolean isReusable(Rule rule) {
    return isLeftOver(rule) && (saved.originOf(rule).isPresent() || !isInUse(rule));
  }

  /**
   * Whether a rule is the companion of a capture that was not moved, so that no other capture can
   * have it.
   */
  private boolean isInUse(Rule rule) {
    for (Pair pair : ladder.pairs()) {
      if (pair.companion().map(Ladder.Entry::rule).equals(Optional.of(rule))
          && !isMoved(pair.capture())) {
        return true;
      }
    }
    return false;
  }

  private List<Rule> at(long priority) {
    List<Rule> present = new ArrayList<>();
    for (Ladder.Entry entry : ladder.entries()) {
      if (entry.rule().priority() == priority) {
        present.add(entry.rule());
      }
    }
    for (Rule rule : planned) {
      if (rule.priority() == priority && !present.contains(rule)) {
        present.add(rule);
      }
    }
    return present;
  }
}
