package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Action;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.RuleList;
import io.github.rulewarden.state.SavedState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Where moved rules came from, and whether they can stand there again. */
final class OriginalPlaces {
  private final Ladder ladder;
  private final SavedState saved;
  private final Set<Long> gotoTargets = new HashSet<>();

  /** Rules that will have come by then. */
  private final List<Rule> coming = new ArrayList<>();

  OriginalPlaces(Ladder ladder, SavedState saved) {
    this.ladder = ladder;
    this.saved = saved;
    for (Ladder.Entry entry : ladder.entries()) {
      if (entry.rule().action() instanceof Action.Goto(long target)) {
        gotoTargets.add(target);
      }
    }
  }

  /** Notes that a rule will be where it was not. */
  void take(Rule copy) {
    coming.add(copy);
  }

  /** Where a rule was before it was moved; empty if it was not, or is there again. */
  OptionalLong of(Ladder.Entry entry) {
    OptionalLong origin = saved.originOf(entry.rule());
    boolean isBack = origin.isPresent() && origin.getAsLong() == entry.rule().priority();
    return isBack ? OptionalLong.empty() : origin;
  }

  boolean isMoved(Ladder.Entry entry) {
    return of(entry).isPresent();
  }

  /**
   * The place for a moved rule: where it came from, behind whoever else is there now; else the
   * nearest ahead of that, as long as nobody is passed by. Empty if there is none.
   *
   * @param ceiling that it has to be ahead of
   */
  OptionalLong placeFor(Ladder.Entry entry, long ceiling) {
    long origin = of(entry).orElseThrow();
    if (isHome(entry)) {
      return OptionalLong.of(origin);
    }
    long priority = Math.min(origin, ceiling - 1);
    while (priority >= 0 && !fits(entry, priority)) {
      priority = at(priority).isEmpty() ? priority - 1 : -1;
    }
    return priority < 0 ? OptionalLong.empty() : OptionalLong.of(priority);
  }

  /**
   * The place for a suppress rule whose capture goes to {@code capture}: where it came from, else
   * directly ahead of its capture; empty if there is none.
   */
  OptionalLong placeAhead(Ladder.Entry companion, long capture) {
    OptionalLong origin = of(companion);
    if (origin.isPresent()
        && origin.getAsLong() <= capture
        && isVacated(companion.rule().at(origin.getAsLong()))) {
      return origin;
    }
    if (origin.isPresent()
        && origin.getAsLong() < capture
        && isWithinReach(origin.getAsLong(), capture)
        && fits(companion, origin.getAsLong())) {
      return origin;
    }
    if (capture > 0 && isVacantFor(companion, capture - 1)) {
      return OptionalLong.of(capture - 1);
    }
    return fits(companion, capture) ? OptionalLong.of(capture) : OptionalLong.empty();
  }

  private boolean isVacantFor(Ladder.Entry mover, long priority) {
    Rule copy = mover.rule().at(priority);
    List<Rule> present = at(priority);
    boolean isVacant = present.isEmpty() || (present.equals(List.of(copy)) && isVacated(copy));
    return isVacant && fits(mover, priority);
  }

  /** Whether the two would be told for a pair ({@link PairMatcher}): nobody else lies between. */
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
   * Whether a rule can be added at a priority: it brings no goto to life, and neither it nor what
   * is there could be taken for the other when it is deleted. That its equal is there counts for
   * nothing if that was put there by an undoing that was interrupted.
   */
  private boolean fits(Ladder.Entry mover, long priority) {
    List<Rule> present = at(priority);
    Rule copy = mover.rule().at(priority);
    for (Rule rule : present) {
      if (RuleList.firstHit(List.of(rule), copy) == 0
          || RuleList.firstHit(List.of(copy), rule) == 0) {
        return isVacated(copy);
      }
    }
    return !present.isEmpty() || !gotoTargets.contains(priority);
  }

  /** Whether an undoing that was interrupted has put a moved rule where it is to go already. */
  boolean isHome(Ladder.Entry entry) {
    OptionalLong origin = of(entry);
    return origin.isPresent() && isLeft(entry.rule().at(origin.getAsLong()));
  }

  private boolean isLeft(Rule rule) {
    return saved.pendingDeletes().contains(rule)
        && !coming.contains(rule)
        && at(rule.priority()).contains(rule);
  }

  /**
   * The same of one that is there for the taking: an undoing has noted where it put what; of what a
   * repair left that is not certain.
   */
  private boolean isVacated(Rule rule) {
    return isLeft(rule) && (saved.originOf(rule).isPresent() || !isInUse(rule));
  }

  /** Whether a rule is the companion of a capture that nobody moved: then it is not for another. */
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
    for (Rule rule : coming) {
      if (rule.priority() == priority && !present.contains(rule)) {
        present.add(rule);
      }
    }
    return present;
  }
}
